// A report as Word puts it on the clipboard: the fixture's tables with all that Word writes around a figure.
import { readFileSync } from 'node:fs';

const FIXTURE = new URL('../../tests/fixtures/office/2021.html', import.meta.url);

/** In UTF-8 bytes. */
export const LENGTH = 87 * 1024;

const HEAD = `<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns:m="http://schemas.microsoft.com/office/2004/12/omml"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Word.Document>
<meta name=Generator content="Microsoft Word 15">
<meta name=Originator content="Microsoft Word 15">
<!--[if gte mso 9]><xml>
 <w:WordDocument>
  <w:View>Normal</w:View>
  <w:Zoom>0</w:Zoom>
  <w:PunctuationKerning/>
  <w:DisplayHorizontalDrawingGridEvery>0</w:DisplayHorizontalDrawingGridEvery>
  <w:Compatibility>
   <w:SpaceForUL/>
   <w:BalanceSingleByteDoubleByteWidth/>
   <w:UseFELayout/>
  </w:Compatibility>
 </w:WordDocument>
</xml><![endif]-->
<style>
<!--
 /* Font Definitions */
 @font-face
	{font-family:宋体;
	panose-1:2 1 6 0 3 1 1 1 1 1;
	mso-font-alt:SimSun;
	mso-font-charset:134;}
 /* Style Definitions */
 p.MsoNormal, li.MsoNormal, div.MsoNormal
	{mso-style-unhide:no;
	margin:0cm;
	text-align:justify;
	mso-pagination:none;
	font-size:10.5pt;
	font-family:"Calibri",sans-serif;
	mso-font-kerning:1.0pt;}
`;

const BODY = `-->
</style>
<!--[if gte mso 10]>
<style>
 table.MsoNormalTable
	{mso-style-name:普通表格;
	mso-tstyle-rowband-size:0;}
</style>
<![endif]-->
</head>

<body lang=ZH-CN style='tab-interval:21.0pt;word-wrap:break-word;text-justify-trim:punctuation'>
<!--StartFragment-->
`;

const FOOT = '<!--EndFragment-->\n</body>\n\n</html>\n';

/** The clipboard's `text/html`, of {@link LENGTH}. */
export function wordClipboard() {
  const own = readFileSync(FIXTURE, 'utf8');
  const body = own.slice(own.indexOf('<h1>'), own.indexOf('</body>'))
    .replace(/<h[12]>([^<]*)<\/h[12]>/g, (_, text) => paragraph(text))
    .replace(/<table[^>]*>/g, '<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0\n style=\'border-collapse:collapse;border:none;mso-border-alt:solid windowtext .5pt;mso-padding-alt:0cm 5.4pt 0cm 5.4pt\'>')
    .replace(/<tr>/g, " <tr style='mso-yfti-irow:1;height:19.85pt'>\n")
    .replace(/<td colspan="(\d+)" rowspan="(\d+)"><p>([^<]*)<\/p><\/td>/g, (_, columns, rows, text) => cell(columns, rows, text));
  const missing = LENGTH - Buffer.byteLength(HEAD + BODY + body + FOOT);
  if (missing < 0) throw new Error(`The clipboard is ${-missing} bytes longer than it should be.`);
  return HEAD + styles(missing) + BODY + body + FOOT;
}

/** @param {string} text */
const paragraph = (text) => `<p class=MsoNormal style='text-indent:32.0pt;line-height:28.0pt;mso-line-height-rule:\nexactly'><span style='font-size:16.0pt;font-family:黑体'>${text}<span lang=EN-US><o:p></o:p></span></span></p>\n\n`;

/**
 * @param {string} columns
 * @param {string} rows
 * @param {string} text
 */
function cell(columns, rows, text) {
  const spans = `${columns === '1' ? '' : ` colspan=${columns}`}${rows === '1' ? '' : ` rowspan=${rows}`}`;
  const isFigure = /^[\d.]*$/.test(text);
  const run = isFigure ? `<span\n  lang=EN-US style='font-size:9.0pt;font-family:宋体'>${text}<o:p></o:p></span>`
    : `<span\n  style='font-size:9.0pt;font-family:宋体'>${text}<span lang=EN-US><o:p></o:p></span></span>`;
  return `  <td width=57${spans} style='width:42.5pt;border:solid windowtext 1.0pt;\n  mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt'>\n  <p class=MsoNormal align=center style='text-align:center'>${run}</p>\n  </td>\n`;
}

/** So many bytes of what Word lists of its styles. @param {number} length */
function styles(length) {
  let list = '';
  for (let number = 1; list.length < length; number++) {
    list += ` span.a${number}\n\t{mso-style-name:"a${number}";\n\tmso-style-priority:99;\n\tmso-ansi-font-size:10.5pt;}\n`;
  }
  return list.slice(0, length);
}
