//! The formats that workbooks name by a number only, as Chinese Excel shows them.

const DAY: &str = "yyyy/m/d";
const MONTH: &str = "yyyy\"年\"m\"月\"";
const MONTH_DAY: &str = "m\"月\"d\"日\"";

/// The code of a built-in format (ECMA-376 part 1, 18.8.30); that of numbers as they are for any other.
pub(in super::super) fn builtin(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "\"￥\"#,##0;\"￥\"-#,##0",
        7 | 8 => "\"￥\"#,##0.00;\"￥\"-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 | 48 => "0.00E+00",
        12 | 13 => "# ?/?",
        14 | 30 => DAY,
        15..=17 => "d-mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => MONTH,
        28 | 29 | 51 | 53 | 54 | 58 => MONTH_DAY,
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        34 | 55 => "上午/下午h\"时\"mm\"分\"",
        35 | 56 => "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        41 | 42 => "#,##0;-#,##0;\"-\"",
        43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mmss.0",
        _ => "General",
    }
}
