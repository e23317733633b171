//! Why a file was not read: what it is, and what to do.

use std::fmt;

/// Why a file was not read. Shown in plain Chinese: what it is and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing in it.
    Empty,
    /// Larger than [`super::MAX_FILE`].
    TooLarge,
    /// A picture, and its format's name.
    Picture(&'static str),
    /// A PDF whose pages hold pictures and no text.
    Scan,
    /// A PDF with form fields in which nothing stands, and no text.
    BlankForm,
    /// A PDF whose pages a few programs only build from a form of another kind (XFA).
    Dynamic,
    /// A PDF whose text cannot be told from its glyphs.
    Unmapped,
    /// Protected by a password to open; the format's name.
    Password(&'static str),
    /// Broken off or damaged; the format's name.
    Damaged(&'static str),
    /// Unpacks to far more than a report.
    Bomb,
    /// XML that declares entities.
    Entities,
    /// A format known and not read: its name, and what to save it as.
    Unread(&'static str, &'static str),
    /// Neither text nor a known format.
    Unknown,
    /// Another build of the reader has this format.
    Elsewhere(super::Part),
    /// The reader itself failed.
    Failed,
}

impl Refusal {
    /// In one word, for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too_large",
            Self::Picture(_) | Self::Scan => "picture",
            Self::BlankForm | Self::Dynamic => "form",
            Self::Unmapped => "no_text",
            Self::Password(_) => "password",
            Self::Damaged(_) => "damaged",
            Self::Bomb | Self::Entities => "hostile",
            Self::Unread(..) | Self::Unknown | Self::Elsewhere(_) => "unknown_format",
            Self::Failed => "failed",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("文件是空的，没有内容。请确认选对了文件，或在原软件中重新保存后再试。"),
            Self::TooLarge => f.write_str(
                "文件超过 50 MB，不像是一份年度报告，没有读取。请只保留报告正文和表格，另存后再试；图片较多时可先删去图片。",
            ),
            Self::Picture(kind) => write!(
                f,
                "这是图片（{kind}），不是文档，读不出其中的数字。请打开报告的 Word、Excel 或网页原文；只有图片时，请对照图片手工填写。"
            ),
            Self::Scan => f.write_str(
                "这份 PDF 的页面是图片（扫描件），没有文字可读。请打开报告的 Word、Excel 或网页原文；只有扫描件时，请先做文字识别（OCR）并逐格校对，或手工填写。",
            ),
            Self::BlankForm => f.write_str(
                "这份 PDF 只有表单域，里面没有填写内容，也没有别的文字。请用 Adobe Reader 打开，填好保存后再试，或把表格复制后粘贴到本页。",
            ),
            Self::Dynamic => f.write_str(
                "这是动态表单（XFA），文件里没有页面内容，读不出其中的数字。请用 Adobe Reader 打开后打印成 PDF，再打开打印出的文件，或把表格复制后粘贴到本页。",
            ),
            Self::Unmapped => f.write_str(
                "这份 PDF 的字体没有附带文字对照，读出来的会是乱码，没有读取。请打开报告的 Word、Excel 或网页原文，或用原软件重新导出 PDF。",
            ),
            Self::Password(kind) => write!(
                f,
                "这份{kind}文件设置了打开密码，没有读取。请用原软件输入密码打开，取消密码后另存一份再试，或把表格复制后粘贴到本页。"
            ),
            Self::Damaged(kind) => write!(
                f,
                "这份{kind}文件不完整或已损坏，没有读取。可能是没有下载或复制完，请重新取得文件；能用原软件打开的话，另存一份再试。"
            ),
            Self::Bomb => f.write_str(
                "文件展开后的内容过大，不像是一份年度报告，为安全起见没有读取。请用原软件打开，只保留报告正文和表格，另存后再试。",
            ),
            Self::Entities => f.write_str(
                "文件里含有不该有的 XML 实体定义，可能是恶意文件，为安全起见没有读取。请用原软件打开后另存一份再试，来源不明的文件请勿使用。",
            ),
            Self::Unread(kind, instead) => write!(f, "这是{kind}，还不能直接读取。请{instead}后再试。"),
            Self::Unknown => f.write_str(
                "文件不是文本，也不是认识的文档格式，没有读取。请用原软件打开，另存为 .docx、.xlsx、.html 或 .txt 后再试，或把表格复制后粘贴到本页。",
            ),
            Self::Elsewhere(part) => write!(f, "读取这类文件要用“{}”组件，这里没有带上它。", part.name()),
            Self::Failed => f.write_str(
                "这份文件读取失败；页面上的内容没有变动。请用原软件打开后另存一份再试，或把表格复制后粘贴到本页。",
            ),
        }
    }
}
