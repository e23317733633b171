use gouji::form::Form;
use gouji::forms::BUILT_IN;
use gouji::read;
use gouji::recognise::recognise;
use std::sync::Arc;
use std::time::Instant;
#[test]
fn speed() {
    let forms: Vec<Arc<Form>> = BUILT_IN.iter().map(|t| Arc::new(Form::from_json(t).unwrap())).collect();
    let dir = "/work/shared/corpus/";
    let load = |f: &str| std::fs::read_to_string(format!("{dir}{f}")).unwrap();
    let big = |f: &str| {
        let t = load(f);
        let n = 1_000_000 / t.len() + 1;
        t.repeat(n)
    };
    let prose: String = load("056.txt").lines().filter(|l| !l.contains('\t')).collect::<Vec<_>>().join("\n").repeat(60);
    let mut cases: Vec<(String, bool, String)> = vec![];
    for f in ["030.html", "055.html"] {
        cases.push((f.into(), true, load(f)));
        cases.push((format!("{f} big"), true, big(f)));
    }
    for f in ["056.txt", "058.txt", "052.md", "001.txt"] {
        cases.push((f.into(), false, load(f)));
        cases.push((format!("{f} big"), false, big(f)));
    }
    cases.push(("prose".into(), false, prose.clone()));
    cases.push(("prose one line".into(), false, prose.replace('\n', "")));
    cases.push(("001 one line".into(), false, load("001.txt").repeat(450).replace('\n', "")));
    cases.push(("digits".into(), false, "0\n".repeat(500_000)));
    cases.push(("tabs".into(), false, "0\t".repeat(500_000)));
    cases.push(("lone tabs".into(), false, "0\n\t\n".repeat(250_000)));
    cases.push(("quotes".into(), false, "\t\"a".repeat(333_000)));
    cases.push(("pipes".into(), false, "| 0 ".repeat(250_000)));
    cases.push(("chars".into(), false, "其他\n结果\n".repeat(70_000)));
    cases.push(("rows".into(), false, "行政许可\n".repeat(70_000)));
    cases.push(("rows2".into(), false, "行政复议\n0\n".repeat(70_000)));
    cases.push(("fuzzy".into(), false, (0..60_000).map(|i| format!("行政{i}许可事项\n")).collect()));
    cases.push(("heads".into(), false, "结果维持\n".repeat(70_000) + &"0\n".repeat(15)));
    cases.push((
        "cells".into(),
        true,
        format!("<table>{}</table>", "<tr><td>结果维持<td>行政许可<td>0".repeat(20_000)),
    ));
    cases.push(("cells2".into(), true, format!("<table>{}</table>", "<tr><td>结果维持<tr><td>0<td>1".repeat(20_000))));
    cases.push((
        "cells3".into(),
        true,
        format!("<table>{}</table>", (0..30_000).map(|i| format!("<tr><td>行政{i}许可<td>1")).collect::<String>()),
    ));
    cases.push((
        "cells4".into(),
        true,
        format!(
            "<table>{}</table>",
            (0..2000).map(|_| format!("<tr>{}", "<td>结果维持".repeat(80))).collect::<String>()
        ),
    ));
    cases.push((
        "cells5".into(),
        true,
        format!(
            "<table>{}</table>",
            (0..2000)
                .map(|_| format!("<tr>{}<tr>{}", "<td>结果维持".repeat(40), "<td>1".repeat(40)))
                .collect::<String>()
        ),
    ));
    cases.push(("pairs".into(), false, format!("行政复议\n{}", "0\t0\n".repeat(250_000))));
    cases.push(("pairs2".into(), false, format!("结果维持\n行政复议\n{}", "0\t0\n\t0\n".repeat(120_000))));
    cases.push(("pairs3".into(), false, "行政复议\t0\n0\n0\n".repeat(60_000)));
    cases.push(("distinct".into(), false, (0..150_000).map(|i| format!("{i}\n")).collect()));
    cases.push(("grids".into(), false, "一、本年新收政府信息公开申请数量\t1\n\n\n\n\n\n\n\n".repeat(15_000)));
    cases.push(("divs".into(), true, "<div>".repeat(200_000)));
    cases.push(("tables".into(), true, "<table><tr><td>".repeat(70_000)));
    cases.push(("fonts".into(), true, (0..50_000).map(|i| format!("<p><font size={i}>")).collect()));
    cases.push(("b".into(), true, "<b><p>".repeat(150_000)));
    cases.push((
        "spans".into(),
        true,
        format!("<table>{}</table>", "<tr><td colspan=9999 rowspan=9999>x<td>".repeat(30_000)),
    ));
    for (name, html, t) in &cases {
        let a = Instant::now();
        let d = if *html { read::html::html(t) } else { read::text(t) };
        let b = a.elapsed();
        let r = recognise(&d, &forms);
        println!(
            "{name:20} {:8} bytes  read {:?} recognise {:?} tables {}",
            t.len(),
            b,
            a.elapsed() - b,
            r.tables.len()
        );
    }
}
