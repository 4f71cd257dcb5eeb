//! Comma-separated values as a French Excel opens them: semicolons, UTF-8 with its mark, lines that end in CR LF.

/// Begins the file, so that Excel reads it as UTF-8.
pub(super) const MARK: &str = "\u{feff}";

/// One line. A cell that a spreadsheet would take for a formula begins with an apostrophe.
pub(super) fn line(cells: &[&str]) -> String {
    let cells: Vec<_> = cells.iter().map(|cell| quoted(cell)).collect();
    cells.join(";") + "\r\n"
}

fn quoted(cell: &str) -> String {
    let is_formula = cell.trim_start().starts_with([
        '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ]) || cell.starts_with(['\t', '\r', '\n']);
    let apostrophe = if is_formula { "'" } else { "" };
    if cell.contains([';', '"', '\n', '\r']) {
        format!("\"{apostrophe}{}\"", cell.replace('"', "\"\""))
    } else {
        format!("{apostrophe}{cell}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(line(&["a", "b c", "é"]), "a;b c;é\r\n");
        assert_eq!(
            line(&["a;b", "un \"mot\"", "x\ny"]),
            "\"a;b\";\"un \"\"mot\"\"\";\"x\ny\"\r\n"
        );
    }

    #[test]
    fn no_cell_becomes_a_formula() {
        for cell in ["=1+1", "+33", "-1", "@SUM(A1)", " =1", "\t=1", "＝1"] {
            assert!(line(&[cell]).starts_with(['\'', '"']), "{cell}");
            assert!(
                line(&[cell]).trim_start_matches('"').starts_with('\''),
                "{cell}"
            );
        }
    }
}
