//! Which tables hold data. Many pages, old ones above all, lay out their text in tables; those are walked like any other blocks.

use html5ever::local_name;

use super::element::{Flow, flow};
use super::tree::{Data, Node, NodeId, Tree};

/// Bytes of text that a data cell has on average at most.
const MEAN: usize = 100;
/// Bytes of text in the longest cell of a data table.
const LONGEST: usize = 600;

/// Does this `table` hold data: two rows and columns or more, short cells, no table or heading or form inside?
pub fn is_data(tree: &Tree, table: NodeId) -> bool {
    if tree.node(table).is_some_and(is_for_layout) {
        return false;
    }
    let mut count = Count::default();
    let mut at = table;
    let mut skip = false;
    while let Some(next) = tree.following(at, table, skip) {
        at = next;
        let Some(node) = tree.node(at) else { break };
        skip = false;
        match &node.data {
            Data::Text(text) => count.cell += text.trim().len(),
            _ => match node.name() {
                Some(&local_name!("tr")) => count.row(),
                Some(&local_name!("td") | &local_name!("th")) => count.column(),
                Some(
                    &local_name!("table")
                    | &local_name!("h1")
                    | &local_name!("h2")
                    | &local_name!("h3")
                    | &local_name!("form")
                    | &local_name!("article")
                    | &local_name!("section")
                    | &local_name!("pre"),
                ) => return false,
                _ => skip = flow(node, true) == Flow::Skip,
            },
        }
        if count.cell > LONGEST {
            return false;
        }
    }
    count.row();
    count.rows >= 2 && count.widest >= 2 && count.bytes <= count.cells * MEAN
}

fn is_for_layout(table: &Node) -> bool {
    table
        .attribute(&local_name!("role"))
        .is_some_and(|role| matches!(role, "presentation" | "none"))
}

#[derive(Default)]
struct Count {
    rows: usize,
    cells: usize,
    bytes: usize,
    widest: usize,
    /// Cells of this row so far.
    columns: usize,
    /// Bytes of this cell so far.
    cell: usize,
}

impl Count {
    fn row(&mut self) {
        self.close();
        self.rows += usize::from(self.columns > 0);
        self.columns = 0;
    }

    fn column(&mut self) {
        self.close();
        self.columns += 1;
        self.cells += 1;
        self.widest = self.widest.max(self.columns);
    }

    fn close(&mut self) {
        self.bytes += self.cell;
        self.cell = 0;
    }
}
