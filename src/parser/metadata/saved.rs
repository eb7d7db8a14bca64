//! Marks that saving tools leave in comments: where a page came from, and when it was saved.

use chrono::DateTime;

use crate::article::Stamp;

use super::Claims;
use super::words::{is_address, line};

/// Reads the comments at the head of a page.
pub fn read(comments: &[String], claims: &mut Claims) {
    for comment in comments {
        if comment.contains("SingleFile") {
            for row in comment.lines() {
                if let Some(url) = row.trim().strip_prefix("url:") {
                    keep_address(url, claims);
                } else if let Some(date) = row.trim().strip_prefix("saved date:") {
                    claims.captured = claims.captured.or_else(|| script_date(date));
                }
            }
        } else if let Some((_, rest)) = comment.split_once("saved from url=") {
            // "(0025)https://paper.example/x": the length, then the address.
            let url = rest.trim_start_matches(|c: char| c == '(' || c == ')' || c.is_ascii_digit());
            keep_address(url, claims);
        }
    }
}

fn keep_address(url: &str, claims: &mut Claims) {
    let url = line(url);
    if claims.url.is_none() && is_address(&url) {
        claims.url = Some(url);
    }
}

/// A date as `JavaScript` prints it: `Mon Feb 05 2035 09:30:00 GMT+0100 (Central European Standard Time)`.
fn script_date(text: &str) -> Option<Stamp> {
    let text = text.split('(').next()?.trim();
    let at = DateTime::parse_from_str(text, "%a %b %d %Y %H:%M:%S GMT%z").ok()?;
    Some(Stamp {
        date: at.date_naive(),
        time: Some(at.time()),
        zone: Some(*at.offset()),
    })
}
