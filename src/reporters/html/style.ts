import { html } from './markup.ts';

/** How the report looks, on a screen and on paper; it loads nothing. */
export const style = html`
:root { color-scheme: light; --ink: #1d2733; --soft: #5c6874; --line: #dfe3e8; --paper: #fff; --ground: #f5f6f8; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
main { max-width: 80rem; margin: 2.5rem auto; padding: 2.5rem 3rem; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; }
header p { margin: 0; color: var(--soft); }
h1 { margin: .25rem 0 .5rem; font-size: 1.75rem; line-height: 1.25; font-weight: 600; }
h2 { margin: 0 0 1rem; font-size: 1.3rem; font-weight: 600; }
h3 { margin: 1.75rem 0 .5rem; font-size: 1rem; font-weight: 600; }
section { margin-top: 2.5rem; padding-top: 2rem; border-top: 1px solid var(--line); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .5rem .75rem .5rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { color: var(--soft); font-size: .85rem; font-weight: 500; border-bottom: 1px solid var(--line); }
.overview { margin-top: 2rem; }
.overview tbody tr + tr > *, .evidence tbody + tbody tr:first-child > * { border-top: 1px solid var(--line); }
.evidence { table-layout: fixed; }
.evidence thead th:first-child { width: 11.5rem; }
tbody th { font-weight: 500; }
.number { text-align: right; padding-right: 0; }
.command td { padding-top: 0; }
.command code, .finding + code { display: block; margin: .1rem 0 0 5.25rem; }
code, pre { font: .8rem/1.45 ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
code { color: var(--soft); }
code::before { content: "$ "; color: #9aa4af; user-select: none; }
pre { margin: 0; }
.trouble pre { font: inherit; }
a { color: inherit; text-decoration-color: #9aa4af; text-underline-offset: .2em; }
.chip { display: inline-block; margin-right: .35rem; padding: 0 .5em; border-radius: 3px; font-size: .8rem; line-height: 1.5; white-space: nowrap; background: #eceff2; color: #45515d; }
.finding { display: grid; grid-template-columns: 4.6rem 1fr; column-gap: .65rem; align-items: start; }
.finding .chip { margin: .1rem 0 0; text-align: center; }
.chip.fine { background: #e4f2e8; color: #1d6334; }
.chip.low { background: #fdf3d6; color: #6e5200; }
.chip.medium { background: #fde3c8; color: #7d3a00; }
.chip.high { background: #fbd9d5; color: #8c1d13; }
.chip.critical { background: #8c1d13; color: #fff; }
.outcome { margin-left: .5rem; font-size: .85rem; font-weight: 500; }
.ok { color: #1d6334; }
.failed, .unreachable { color: #8c1d13; }
.cancelled, .unseen, .within, .summary { color: var(--soft); }
.trouble { padding: .75rem 1rem; border-left: 3px solid #c0392b; background: #fdf4f3; }
.trouble p { margin: .5rem 0 0; }
ol { margin: 0; padding-left: 1.5rem; }
li { margin: .2rem 0; }
@media (max-width: 50rem) { main { margin: 0; padding: 1.25rem; border: 0; border-radius: 0; } .evidence thead th:first-child { width: 7rem; } .command code, .finding + code { margin-left: 0; } }
@media print { body { background: none; font-size: 10pt; } main { max-width: none; margin: 0; padding: 0; border: 0; } tbody, li, .trouble { break-inside: avoid; } h2, h3 { break-after: avoid; } section { padding-top: 1rem; margin-top: 1.5rem; } .chip { border: 1px solid currentcolor; } }
@page { margin: 16mm; }
`;
