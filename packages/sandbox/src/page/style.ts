/** How the page looks: two columns, one at a time on a phone, light or dark as the reader likes. */
export const style = `
:root {
  color-scheme: light dark;
  --ink: #1d1c1d; --quiet: #5c595c; --ground: #ffffff; --side: #f6f3f7; --line: #d9d5da; --accent: #0b5c8a;
  --on-accent: #ffffff; --danger: #b3261e; --note: #fff8e1; --bubble: #e7e4e8;
  font: 16px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--ground);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e8e6e8; --quiet: #a9a5a9; --ground: #1a1d21; --side: #222529; --line: #3a3d42; --accent: #7cc4ee;
    --on-accent: #10222d; --danger: #ffb4ab; --note: #332d1a; --bubble: #33363b;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; height: 100dvh; display: flex; flex-direction: column; }
h1, h2, h4, p, ol, ul, pre, blockquote, fieldset { margin: 0; padding: 0; }
h1 { font-size: 1.1rem; } h2 { font-size: 1rem; } h4 { font-size: 1.1rem; }
ol, ul { list-style: none; }
.rich ul, .rich ol { list-style: revert; padding-left: 1.5rem; }
.quiet { color: var(--quiet); } .small { font-size: .85rem; } .error { color: var(--danger); font-weight: 600; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.top { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; padding: .6rem 1rem; border-bottom: 1px solid var(--line); }
.top nav { display: none; }
#problem:not(:empty) { padding: .5rem 1rem; background: var(--note); }
main { flex: 1; min-height: 0; display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr) 22rem; }
.workspace { display: grid; grid-template: minmax(0, 1fr) / 12rem minmax(0, 1fr); grid-auto-flow: column; grid-auto-columns: minmax(0, .8fr); min-height: 0; }
.side { background: var(--side); padding: .75rem; overflow: auto; display: flex; flex-direction: column; gap: .5rem; }
.side button { width: 100%; text-align: left; border: 0; border-radius: 6px; padding: .35rem .5rem; background: none; color: inherit; font: inherit; cursor: pointer; overflow-wrap: anywhere; }
.side button:hover { background: var(--line); }
.side button[aria-current=true] { background: var(--accent); color: var(--on-accent); }
.pane, .phones { display: flex; flex-direction: column; min-height: 0; gap: .6rem; padding: .75rem 1rem; }
.thread, .phones { border-left: 1px solid var(--line); }
.phones { background: var(--side); overflow: auto; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; justify-content: space-between; }
.grow { flex: 1; }
.messages { flex: 1; min-height: 6rem; overflow: auto; display: flex; flex-direction: column; gap: .6rem; overflow-wrap: anywhere; }
.message { display: flex; gap: .6rem; border-radius: 6px; padding: .15rem .35rem; }
#messages > * { content-visibility: auto; contain-intrinsic-size: auto 4rem; flex: none; }
/* What is drawn apart is cut off at its edge, and an open menu is larger than its message. */
#messages > :has(details[open]) { content-visibility: visible; }
.message:hover { background: var(--side); }
.content { flex: 1; min-width: 0; }
.avatar { flex: none; width: 2.1rem; height: 2.1rem; border-radius: 6px; background: var(--bubble); display: grid; place-items: center; font-weight: 700; }
.system { font-size: .85rem; padding-left: 3rem; }
.byline .menu { margin-left: auto; }
.menu { position: relative; }
.menu summary { list-style: none; min-height: 0; padding: 0 .5rem; }
.menu summary::-webkit-details-marker { display: none; }
.menu-list { position: absolute; right: 0; z-index: 5; min-width: 11rem; width: max-content; max-width: 20rem; max-height: 24rem; overflow: auto; background: var(--ground); border: 1px solid var(--line); border-radius: 8px; padding: .3rem; box-shadow: 0 4px 16px rgb(0 0 0 / .2); }
.block-actions .menu-list { right: auto; left: 0; }
.menu-entry { display: block; width: 100%; border: 0; background: none; color: inherit; font: inherit; text-align: left; padding: .35rem .6rem; border-radius: 5px; cursor: pointer; }
.menu-entry:hover, .menu-entry:focus-visible { background: var(--accent); color: var(--on-accent); }
.pane-head { padding-bottom: .5rem; border-bottom: 1px solid var(--line); }
.choices { max-height: 12rem; overflow: auto; padding: .2rem; }
.chips { display: flex; flex-wrap: wrap; gap: .3rem; }
.chips li { background: var(--bubble); border-radius: 999px; padding: .1rem .3rem .1rem .7rem; }
.chips button { border: 0; background: none; color: inherit; font: inherit; cursor: pointer; }
.picture { display: block; max-width: 100%; max-height: 14rem; border-radius: 8px; border: 1px solid var(--line); }
.message .byline { display: flex; gap: .5rem; align-items: baseline; flex-wrap: wrap; }
.byline time { color: var(--quiet); font-size: .8rem; }
.badge { font-size: .65rem; padding: 0 .3rem; border-radius: 3px; background: var(--line); }
.body { display: flex; flex-direction: column; gap: .4rem; }
.rich-section, .block-text, .bubble { white-space: pre-wrap; }
.ephemeral { background: var(--note); padding: .4rem .6rem; border-radius: 6px; }
.mention { background: var(--note); color: var(--accent); border-radius: 3px; padding: 0 .15rem; }
blockquote { border-left: 4px solid var(--line); padding-left: .75rem; white-space: pre-wrap; }
pre, code { font: .85rem/1.4 ui-monospace, monospace; background: var(--side); border: 1px solid var(--line); border-radius: 4px; padding: 0 .25rem; }
pre { padding: .5rem; overflow: auto; }
hr { width: 100%; border: 0; border-top: 1px solid var(--line); }
.block-section { display: flex; gap: 1rem; justify-content: space-between; align-items: flex-start; }
.block-context { display: flex; flex-wrap: wrap; gap: .2rem .7rem; color: var(--quiet); font-size: .85rem; }
.block-actions { display: flex; flex-wrap: wrap; gap: .5rem; }
.reactions { display: flex; gap: .3rem; margin-top: .3rem; }
.reactions button { border: 1px solid var(--line); border-radius: 999px; padding: 0 .5rem; font: inherit; font-size: .85rem; color: inherit; background: var(--side); cursor: pointer; }
.reactions [aria-pressed=true] { border-color: var(--accent); }
.message .button { font-size: .9rem; min-height: 1.9rem; padding: .15rem .7rem; }
.message .menu summary { min-height: 0; padding: 0 .45rem; }
.send { display: flex; gap: .5rem; align-items: center; }
.send input[type=file] { flex: 1; min-width: 0; width: auto; border: 0; padding: .2rem 0; font-size: .85rem; }
form, .field, details form { display: flex; flex-direction: column; gap: .35rem; }
label, .label { font-size: .85rem; font-weight: 600; }
.choice { font-weight: 400; }
fieldset { border: 0; display: flex; flex-direction: column; gap: .25rem; }
input:not([type=checkbox]):not([type=radio]), select, textarea { width: 100%; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--quiet); border-radius: 6px; padding: .45rem .6rem; }
textarea { resize: vertical; }
.button { font: inherit; font-weight: 600; min-height: 2.25rem; padding: .3rem .9rem; border: 1px solid var(--quiet); border-radius: 6px; background: var(--ground); color: inherit; cursor: pointer; align-self: flex-start; }
.button.primary, .top nav [aria-pressed=true] { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.button.danger { border-color: var(--danger); color: var(--danger); }
.link { border: 0; padding: 0; background: none; font: inherit; color: var(--accent); text-decoration: underline; cursor: pointer; align-self: flex-start; }
.link.small { font-size: .85rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.text { display: flex; flex-direction: column; max-width: 85%; }
.text.out { align-self: flex-end; align-items: flex-end; }
.bubble { background: var(--bubble); border-radius: 14px; padding: .5rem .8rem; }
.text.out .bubble { background: var(--accent); color: var(--on-accent); }
.text.out .bubble .quiet { color: inherit; }
dialog { border: 1px solid var(--line); border-radius: 10px; padding: 1.25rem; width: min(32rem, calc(100vw - 2rem)); background: var(--ground); color: inherit; }
dialog::backdrop { background: rgb(0 0 0 / .5); }
dialog form { gap: .9rem; }
.modal-buttons { display: flex; justify-content: flex-end; gap: .5rem; }
[role=listbox] { max-height: 12rem; margin-top: .25rem; overflow: auto; background: var(--ground); border: 1px solid var(--quiet); border-radius: 6px; padding: .25rem; }
[role=listbox] li { padding: .35rem .5rem; border-radius: 4px; }
[role=option] { cursor: pointer; }
[role=option]:hover, [role=option][aria-selected=true] { background: var(--accent); color: var(--on-accent); }
.group { font-size: .8rem; font-weight: 600; color: var(--quiet); }
#captions:not([hidden]) { display: flex; flex-direction: column; padding: .35rem 0 0; font-size: .95rem; }
#captions li:last-child { font-weight: 600; }
#captions li:not(:last-child) { color: var(--quiet); font-size: .85rem; }
#captions[data-state=done] li:last-child::after { content: ' ✓'; }
#captions[data-state=failed] li:last-child { color: var(--danger); }
.stage { padding: .5rem 1rem; border-bottom: 1px solid var(--line); background: var(--side); }
.stage .row { justify-content: flex-start; gap: .4rem 1.25rem; }
.lever { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; }
.stage .lever select { width: auto; }
.stage .button { min-height: 1.9rem; padding: .15rem .7rem; align-self: auto; }
.stage .menu-list { right: auto; left: 0; min-width: 20rem; }
#desk-state::before { content: '● '; color: var(--quiet); }
#desk-state[data-state=running]::before { color: #2e7d32; }
#desk-state[data-state=stopped]::before { color: var(--danger); }
.timeline { border-top: 1px solid var(--line); padding: .4rem 1rem; }
.timeline summary { cursor: pointer; font-size: .85rem; font-weight: 600; }
.scroll { max-height: 30dvh; overflow: auto; }
.timeline table { width: 100%; border-collapse: collapse; font: .8rem/1.5 ui-monospace, monospace; }
.timeline th { text-align: left; } .timeline td, .timeline th { padding: 0 .75rem 0 0; vertical-align: top; overflow-wrap: anywhere; }
.timeline .bad { color: var(--danger); }
@media (max-width: 60rem) {
  .stage { max-height: 35dvh; overflow: auto; }
  .top nav { display: flex; gap: .5rem; }
  .top nav button { font: inherit; padding: .3rem .9rem; border: 1px solid var(--quiet); border-radius: 6px; background: none; color: inherit; }
  main { grid-template: minmax(0, 1fr) / minmax(0, 1fr); }
  [data-view=workspace] .phones, [data-view=phones] .workspace { display: none; }
  .workspace { grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); grid-auto-flow: row; position: relative; }
  .side { flex-flow: row wrap; align-items: center; padding: .5rem 1rem; }
  .side h2 { display: none; }
  .side select { width: auto; }
  #channels { display: flex; gap: .25rem; overflow: auto; max-width: 100%; }
  #channels button { white-space: nowrap; }
  .thread { position: absolute; inset: 0; background: var(--ground); border: 0; }
  .phones { border: 0; }
}
`
