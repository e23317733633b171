// Markup as word processors, spreadsheets and careless sites write it, around a report in which nothing is wrong.
import { balanced, html } from './report.mjs';

const report = html('2021', balanced('2021'));
const disputes = html('2021', balanced('2021'), ['disputes']);

/** Each still holds the report's figures. @type {Record<string, string>} */
export const NASTY = {
  'plain': report,
  'of 2019': html('2019', balanced('2019')),
  'a word processor': `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit"/></xml><![endif]--><style>p.MsoNormal{margin:0}</style></head><body><!--StartFragment-->${report
    .replace(/<td([^>]*)>([^<]*)<\/td>/g, '<td$1 style="width:60pt;mso-border-alt:solid"><p class=MsoNormal align=center><span lang=EN-US style=\'font-family:宋体\'>$2<o:p></o:p></span></p></td>')
    .replace(/<\/table>/g, '<![if !supportMisalignedColumns]><tr height=0><td width=1></td></tr><![endif]></table>')}<!--EndFragment--></body></html>`,
  'hidden cells': report.replace(/<tr>/g, '<tr><td style="display:none">999</td>'),
  'unclosed tags': report.replace(/<\/t[dr]>/g, ''),
  'tables in paragraphs': report.replace(/<table/g, '<p><table').replace(/<\/table>/g, '</table></p>'),
  'a table for the layout': `<table width="100%"><tr><td>导航<td>${report}</table>`,
  'tables within cells': report.replace(/<td([^>]*)>(\d+)<\/td>/g, '<td$1><table><tr><td>$2</td></tr></table></td>'),
  'entities': report.replace(/[0-9]/g, (digit) => `&#${digit.charCodeAt(0)};`).replace(/（/g, '&#xFF08;').replace(/总计/g, '&nbsp;总&ensp;计&#8203;'),
  'heads and bodies': report.replace(/<table([^>]*)>\n(<tr>[^\n]*)/g, '<table$1><caption>表</caption><colgroup><col><col></colgroup><thead>$2</thead><tbody>').replace(/<\/table>/g, '</tbody><tfoot></tfoot></table>'),
  'false spans': disputes.replace(/colspan="1"/g, 'colspan="0"').replace(/rowspan="1"/g, 'rowspan="x"'),
  'spans of a spreadsheet': disputes.replace(/<td colspan="1" rowspan="1">(\d+)<\/td>/, '<td colspan="1" style="mso-ignore:colspan">$1</td>'),
  'line breaks within labels': report.replace(/(本年|结果|政府信息)/g, '$1<br>\n\t'),
  'capitals and comments': report.replace(/<(\/?)(t[a-z]+)/g, (_, slash, name) => `<${slash}${name.toUpperCase()}`).replace(/<TR>/g, '<!-- <td>1</td> --><TR>'),
  'rows astray': disputes.replace('<table border="1">', '<table>散落的文字<b>粗').replace('</table>', '</b><div>1</div></table>'),
  'nested formatting': report.replace(/<td([^>]*)>(\d+)<\/td>/g, '<td$1><b><i><font size=2>$2</b></i></td>'),
  'templates and scripts': `<template><table><tr><td>9</td></tr></table></template><noscript>${disputes}</noscript><script>document.write("<table>")</script>${report}<svg><foreignObject>9</foreignObject></svg><math><mtext>9</mtext></math><select><option>9</select><textarea>9</textarea>`,
  'NUL and other controls': report.replace(/<td/g, '\u0000\u0007<td').replace(/总计/g, '\uFEFF总计\u200E'),
  'a frameset': `<frameset>${report}</frameset>`,
  'half a table': report.slice(0, Math.floor(report.length * 0.6)),
  'half a tag': `${report}<table><tr><td colspan="`,
  'nothing': '',
  'a lone cell': '<td>7',
  'struck out and hidden by sheets': `<style>\n<!-- .gone{text-decoration:line-through} TD b.Hid , #no{display:none} --></style><style media=print>td{display:none}</style>${report
    .replace(/<td([^>]*)>(\d+)<\/td>/g, '<td$1><span class="x gone">9</span><b class=hid>9</b><i id=no>9</i><u style="opacity:0">9</u><s>9</s>$2</td>')}`,
  'a sheet within a table': report.replace(/<table([^>]*)>/g, '<table$1><style>.r{display:none}</style>').replace(/<tr>/g, '<tr class=r><td>999</td></tr><tr>'),
  'a style that is none': report.replace(/<td/g, '<td data-style="display:none"'),
  'fonts without size': `<div style="font-size:0">${report.replace(/>(\d+)<\/td>/g, '><b style="font-size:0">9</b><b style="font-size:9pt">$1</b></td>')}</div>`,
  'rows and columns out of sight': disputes.replace(/<tr>/g, '<tr hidden><td>999</td></tr><tr>').replace(/<table([^>]*)>/g, '<table$1><col span=99><col hidden span=2>'),
  'lists to choose from': report.replace(/>(\d+)<\/td>/g, '><select><option>9<optgroup label=9><option selected> $1 </optgroup><option>9</select></td>'),
  'fields': report.replace(/>(\d+)<\/td>/g, '><input type=Number value=$1><input type=hidden value=9><input type=checkbox value=9></td>'),
  'XHTML': `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><style/><script src="a.js"/></head><body><s/><p/><textarea/>${report}</body></html>`,
  'pictures': `<img src="a.png">${report.replace(/<\/td>/g, '<img width=1 height=1><svg width="2"/></td>')}`,
  'frames': '<link id=shLink href="a.files/sheet001.htm"><frameset><frame src="a.files/sheet001.htm"><frame src="a.files/tabstrip.htm"><noframes>9</noframes></frameset>',
  'fields that are called like parts of a node': `<img name=firstChild><form>${['parentNode', 'nextSibling', 'firstChild', 'nodeType', 'localName', 'hasAttributes', 'getAttribute', 'hasAttribute']
    .map((name) => `<input name=${name}>`).join('')}</form>${report}`,
  'deep': `${'<div>'.repeat(150)}${report}`,
  'too deep': `${'<div>'.repeat(1000)}${report}`,
};
