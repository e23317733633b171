//! Long texts that say the same over and over read as they do when they say it some times: what is
//! read does not depend on the length, and the time it takes only as it must.

#[path = "common/shown.rs"]
mod shown;

use gouji::read;
use gouji::recognise::Recogniser;

/// The labels of 表四, its rows beside each other.
const DISPUTES: &str = "四、政府信息公开行政复议、行政诉讼情况\n行政复议\t\t\t\t\t行政诉讼\n\
    结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\n\
    结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n";

fn check(head: &str, line: &str) {
    let recogniser = Recogniser::new(shown::forms());
    let read = |times: usize| {
        let readings = recogniser.reports(&read::text(&format!("{head}{}", line.repeat(times))));
        let told = readings.iter().map(|reading| (shown::shown(reading), reading.remarks.clone()));
        told.collect::<Vec<_>>()
    };
    assert_eq!(read(20), read(200_000 / line.len()), "{line:?}");
}

#[test]
fn the_same_lines_over_and_over() {
    check("", "行政许可\t3\n行政处罚\t12\n");
    check("", "1\t2\t3\t4\t5\t6\t7\n");
    check(DISPUTES, "1\t2\t3\t4\t5\t6\t7\n");
    check(DISPUTES, "\t\t\t1\t\t\t\n");
    check(&DISPUTES.replace('\t', "\n"), "1\n");
    // A header that does not end.
    let header = "结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n".repeat(800);
    check(&format!("{DISPUTES}行政复议\n{header}"), "1\t2\t3\t4\t5\t6\t7\n");
}

#[test]
fn long_lines_of_labels_and_figures_over_and_over() {
    let sentence = "属于国家秘密 0 0 0 0 0 0 0 今年共收到政府信息公开申请12件，均已按时答复";
    check("", &format!("{sentence}\n"));
    check("", &format!("{}\n", sentence.repeat(400)));
}
