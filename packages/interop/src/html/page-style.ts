/** Of the exported page: system fonts, both colour schemes, and on paper everything open. */
export const pageStyle: string = `
:root{color-scheme:light dark;--text:#1c1e21;--faint:#63676e;--line:#dfe2e6;--soft:#f5f6f8;--accent:#2456c9;--good:#e7f5ea;--bad:#fdecea;--warn:#9a5b00;--alarm:#b3261e}
@media (prefers-color-scheme:dark){:root{--text:#e6e7e9;--faint:#9aa0a8;--line:#33373d;--soft:#1d2024;--accent:#8ab0ff;--good:#15301d;--bad:#3a1a18;--warn:#f0b45a;--alarm:#ff8a80}body{background:#131518}}
*{box-sizing:border-box}
body{margin:0 auto;padding:32px 20px 80px;max-width:860px;font:15px/1.55 system-ui,sans-serif;color:var(--text)}
h1{font-size:26px;line-height:1.25;margin:0 0 20px;overflow-wrap:anywhere}
h2{font-size:17px;margin:36px 0 12px;padding-bottom:6px;border-bottom:1px solid var(--line)}
h3{font-size:13px;margin:28px 0 8px;color:var(--faint);font-weight:600}
a{color:var(--accent)}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:12px 20px;margin:0}
dt{font-size:12px;color:var(--faint)}
dd{margin:0;overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;font-size:14px}
th,td{text-align:left;padding:5px 12px 5px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
th{font-size:12px;color:var(--faint);font-weight:600}
.number{white-space:nowrap;font-variant-numeric:tabular-nums}
code,pre,.reply{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:13px}
code{overflow-wrap:anywhere}
pre{margin:8px 0;padding:10px 12px;background:var(--soft);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}
pre.added{background:var(--good)}
pre.removed{background:var(--bad)}
blockquote{margin:0 0 12px;padding:10px 14px;border-left:3px solid var(--accent);background:var(--soft);border-radius:0 6px 6px 0;white-space:pre-wrap;overflow-wrap:anywhere}
.reply{font-family:inherit;font-size:15px;margin:10px 0;white-space:pre-wrap;overflow-wrap:anywhere}
.note{color:var(--faint);font-style:italic}
.call{margin:4px 0;font-size:13px}
.call summary{cursor:pointer}
.failed b,.failed em{color:var(--alarm)}
details section{margin-left:16px}
.findings{padding-left:20px}
.findings li{margin:8px 0}
.warning b{color:var(--warn)}
.concern b{color:var(--alarm)}
@media print{body{max-width:none;padding:0;font-size:11pt}article{break-after:page}details::details-content{content-visibility:visible}details>:not(summary){display:block}blockquote,pre,tr{break-inside:avoid}}
`.trim()
