/** Where everything stands. */
export const layout = `
.top { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; padding: .55rem 1rem; background: var(--bar); color: var(--on-bar); }
.tagline { color: var(--bar-quiet); font-size: .9rem; flex: 1; }
.connection { font-size: .85rem; color: var(--bar-quiet); }
.top nav { display: none; }
#problem:not(:empty) { padding: .5rem 1rem; background: var(--note); }
.stage { padding: .45rem 1rem; border-bottom: 1px solid var(--line); background: var(--side); font-size: .9rem; }
.stage .row { justify-content: flex-start; gap: .4rem 1.25rem; }
.lever { display: flex; flex-wrap: wrap; gap: .35rem; align-items: center; }
.stage .lever select { width: auto; padding: .25rem .4rem; }
.stage .button { min-height: 1.8rem; padding: .1rem .65rem; align-self: auto; }
.stage .menu-list { position: absolute; min-width: 20rem; }
#show-levers { display: none; }
#desk-state::before { content: '● '; color: var(--quiet); }
#desk-state[data-state=running]::before { color: #2e7d32; }
#desk-state[data-state=starting]::before { color: #c77700; }
#desk-state[data-state=stopped]::before { color: var(--danger); }
#captions:not([hidden]) { display: flex; flex-direction: column; margin-top: .45rem; padding: .1rem 0 .1rem .75rem; border-left: 3px solid var(--accent); max-height: 7.5rem; overflow: auto; }
#captions li:last-child { font-weight: 600; font-size: 1rem; }
#captions li:not(:last-child) { color: var(--quiet); font-size: .85rem; }
#captions[data-state=done] li:last-child::after { content: ' ✓'; color: var(--carrier); }
#captions[data-state=failed] li:last-child { color: var(--danger); }
main { flex: 1; min-height: 0; display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr) 22rem; }
.workspace { display: grid; grid-template: minmax(0, 1fr) / 12rem minmax(0, 1fr); grid-auto-flow: column; grid-auto-columns: minmax(0, .85fr); min-height: 0; }
.side { background: var(--bar); color: var(--on-bar); padding: .75rem; overflow: auto; display: flex; flex-direction: column; gap: .4rem; }
.side h2 { font-size: .8rem; color: var(--bar-quiet); margin-top: .5rem; }
.side :focus-visible { outline-color: #7cc4ee; }
.side summary { cursor: pointer; padding: .2rem .5rem; color: var(--bar-quiet); font-size: .9rem; }
.side button { width: 100%; text-align: left; border: 0; border-radius: 6px; padding: .3rem .5rem; background: none; color: inherit; font: inherit; cursor: pointer; overflow-wrap: anywhere; }
.side button:hover { background: var(--bar-hover); }
.side button[aria-current=true] { background: #1b6f9f; color: #ffffff; }
.side form .button { background: var(--bar-hover); text-align: center; }
.side input, .side select { color: var(--ink); }
.pane, .phones { display: flex; flex-direction: column; min-height: 0; gap: .6rem; padding: .75rem 1rem; }
.thread { border-left: 1px solid var(--line); }
.phones { overflow: auto; background: var(--side); border-left: 1px solid var(--line); }
.pane-head, .thread > .row { min-height: 2.4rem; padding-bottom: .5rem; border-bottom: 1px solid var(--line); flex-wrap: nowrap; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; justify-content: space-between; }
.grow { flex: 1; min-width: 0; }
.messages { flex: 1; min-height: 4rem; overflow: auto; display: flex; flex-direction: column; gap: .35rem; overflow-wrap: anywhere; }
.messages:empty::before { margin: auto; max-width: 22rem; text-align: center; color: var(--quiet); }
#messages:empty::before { content: 'Nothing was said here yet. Text from the phone, or play a scene and watch.'; }
#texts:empty::before { content: 'No texts on this phone yet.'; }
.phone-choice { flex: 2.2; }
.phones > .row { flex-wrap: nowrap; } .phones > .row > :last-child { flex: 1; }
.phones > details summary { cursor: pointer; font-size: .9rem; color: var(--quiet); }
.handset { flex: 1 0 auto; height: 0; min-height: 19rem; display: flex; flex-direction: column; gap: .5rem; border: 6px solid #20262c; border-radius: 2rem; background: var(--ground); padding: .75rem .8rem .9rem; box-shadow: var(--shade); }
.handset-name { text-align: center; font-weight: 600; font-size: .85rem; padding-bottom: .4rem; border-bottom: 1px solid var(--line); }
.to { display: flex; align-items: center; gap: .5rem; }
.to select { padding: .2rem .4rem; font-size: .85rem; }
.timeline { border-top: 1px solid var(--line); padding: .4rem 1rem; background: var(--ground); }
.timeline summary { cursor: pointer; font-size: .85rem; font-weight: 600; }
.following { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; padding: .4rem 0; }
.following .button { min-height: 1.8rem; padding: .1rem .65rem; align-self: auto; }
.scroll { max-height: 32dvh; overflow: auto; }
@media (max-width: 60rem) {
  .tagline { display: none; }
  .connection { flex: 1; }
  .top nav { display: flex; gap: .4rem; }
  .top nav button { font: inherit; font-size: .9rem; padding: .25rem .8rem; border: 1px solid var(--bar-quiet); border-radius: 6px; background: none; color: inherit; }
  .top nav [aria-pressed=true] { background: var(--on-bar); color: var(--bar); }
  .stage { max-height: 45dvh; overflow: auto; }
  .stage > .row > .lever:first-child { flex: 1; }
  .stage > .row > .lever:first-child label { position: absolute; clip-path: inset(50%); }
  .stage > .row > .lever:first-child select { flex: 1; min-width: 0; }
  #show-levers { display: block; }
  #levers:not(.open) { display: none; }
  #levers { padding-bottom: .3rem; }
  .stage .menu-list { position: static; box-shadow: none; min-width: 0; }
  #captions:not([hidden]) { max-height: 3.2rem; }
  main { grid-template: minmax(0, 1fr) / minmax(0, 1fr); }
  [data-view=workspace] .phones, [data-view=phones] .workspace { display: none; }
  .workspace { grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); grid-auto-flow: row; position: relative; }
  .side { flex-flow: row wrap; align-items: center; padding: .4rem 1rem; max-height: 40dvh; }
  .side h2 { display: none; }
  .side select { width: auto; padding: .2rem .4rem; }
  .side button { width: auto; white-space: nowrap; }
  #channels { display: flex; gap: .25rem; overflow: auto; max-width: 100%; order: 1; }
  .side details { order: 2; }
  .thread { position: absolute; inset: 0; background: var(--ground); border: 0; z-index: 6; }
  .phones { border: 0; }
  .timeline summary { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  #composer-help { display: none; }
  #composer .send, #thread-composer .send { justify-content: space-between; }
}
`
