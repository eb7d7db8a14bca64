//! The file of settings: written, found, checked.

use std::fs;

use super::{call, err, folder, out};

#[test]
fn a_file_of_settings_is_written_once_found_and_checked() {
    let home = folder();
    let path = home.path().join(".config/clippings/config.toml");
    let config = |args: &str| {
        let args = ["config"].into_iter().chain(args.split_whitespace());
        let output = call(home.path(), args);
        let code = output.status.code().unwrap();
        (code, out(&output).to_owned(), err(&output).to_owned())
    };
    let named = format!("{}\n", path.display());
    assert_eq!(config("path"), (0, named.clone(), String::new()));
    assert_eq!(config("check"), (0, String::new(), String::new()));
    assert_eq!(config("init"), (0, named.clone(), String::new()));
    let written = fs::read_to_string(&path).unwrap();
    assert!(written.contains("\n# measure = 72\n"), "{written}");
    assert_eq!(config("check").0, 0);
    fs::write(&path, "measure = 60\n\nwacth = true\nglyphs = 7\n").unwrap();
    let (code, said, _) = config("check");
    let want = format!(
        "{0}:3:1: no such setting: \"wacth\"; did you mean \"watch\"?\n{0}:4:10: glyphs: ",
        path.display()
    );
    assert!(
        code == 1 && said.starts_with(&want) && said.lines().count() == 2,
        "{said}"
    );
    let (code, _, said) = config("init");
    assert!(
        code == 1 && said.contains("is there already; --force"),
        "{said}"
    );
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .starts_with("measure = 60")
    );
    assert_eq!(config("init --force"), (0, named, String::new()));
    assert_eq!(fs::read_to_string(&path).unwrap(), written);
}
