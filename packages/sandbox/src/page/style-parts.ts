/** How the things in it look: messages, texts, forms, menus, modals. */
export const parts = `
.message { position: relative; display: flex; gap: .6rem; border-radius: 6px; padding: .3rem .35rem; }
#messages > * { content-visibility: auto; contain-intrinsic-size: auto 4rem; flex: none; }
/* What is drawn apart is cut off at its edge, and an open menu is larger than its message. */
#messages > :has(details[open]) { content-visibility: visible; }
.message:hover { background: var(--hover); }
.followed, .followed:hover { box-shadow: inset 3px 0 var(--accent); background: var(--note); }
.content { flex: 1; min-width: 0; }
.avatar { flex: none; width: 2.2rem; height: 2.2rem; border-radius: 8px; background: var(--bubble); display: grid; place-items: center; font-weight: 700; }
.system { font-size: .85rem; padding-left: 3.1rem; }
.message .byline { display: flex; flex-wrap: wrap; gap: 0 .5rem; align-items: baseline; padding-right: 2.2rem; }
.byline time { color: var(--quiet); font-size: .8rem; white-space: nowrap; }
.byline .menu { position: absolute; top: .35rem; right: .35rem; }
.badge { white-space: nowrap; font-size: .65rem; padding: 0 .3rem; border-radius: 3px; background: var(--line); }
.body { display: flex; flex-direction: column; gap: .4rem; }
.rich ul, .rich ol { list-style: revert; padding-left: 1.5rem; }
.rich-section, .block-text, .bubble { white-space: pre-wrap; }
.ephemeral { background: var(--note); padding: .4rem .6rem; }
.mention { background: var(--note); color: var(--accent); border-radius: 3px; padding: 0 .15rem; }
blockquote { border-left: 4px solid var(--line); padding-left: .75rem; white-space: pre-wrap; }
pre, code { font: .85rem/1.4 ui-monospace, monospace; background: var(--side); border: 1px solid var(--line); border-radius: 4px; padding: 0 .25rem; }
pre { padding: .5rem; overflow: auto; }
.block-section { display: flex; gap: 1rem; justify-content: space-between; align-items: flex-start; }
.block-context { display: flex; flex-wrap: wrap; gap: .2rem .7rem; color: var(--quiet); font-size: .85rem; }
.block-actions { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; }
.unknown-block { border: 1px dashed var(--danger); border-radius: 6px; padding: .3rem .6rem; color: var(--danger); }
#home-blocks .body { max-width: 46rem; padding-bottom: 1rem; }
#home .block-header { margin-top: .6rem; }
.picture { display: block; max-width: 100%; max-height: 14rem; border-radius: 8px; border: 1px solid var(--line); }
.reactions { display: flex; gap: .3rem; margin-top: .3rem; }
.reactions button { border: 1px solid var(--line); border-radius: 999px; padding: 0 .5rem; font: inherit; font-size: .85rem; color: inherit; background: var(--side); cursor: pointer; }
.reactions [aria-pressed=true] { border-color: var(--accent); }
.menu { position: relative; }
.menu summary { list-style: none; min-height: 0; padding: 0 .5rem; }
.menu summary::-webkit-details-marker { display: none; }
.menu-list { position: fixed; z-index: 9; min-width: 11rem; width: max-content; max-width: 20rem; max-height: 24rem; overflow: auto; background: var(--ground); border: 1px solid var(--line); border-radius: 8px; padding: .3rem; box-shadow: var(--shade); }
.menu-entry { display: block; width: 100%; border: 0; background: none; color: inherit; font: inherit; text-align: left; padding: .35rem .6rem; border-radius: 5px; cursor: pointer; }
.menu-entry:hover, .menu-entry:focus-visible { background: var(--accent); color: var(--on-accent); }
@media (hover: hover) {
  .byline .menu:not([open]), .said .menu:not([open]) { opacity: 0; }
  .message:hover .menu, .message:focus-within .menu, .text:hover .menu, .text:focus-within .menu { opacity: 1; }
}
.text { display: flex; flex-direction: column; max-width: 92%; border-radius: 8px; }
.text.out { align-self: flex-end; align-items: flex-end; }
.said { display: flex; gap: .3rem; align-items: center; }
.text.out .said { flex-direction: row-reverse; }
.said .menu summary { min-height: 0; padding: 0 .4rem; font-size: .85rem; }
.bubble { background: var(--bubble); border-radius: 16px; padding: .45rem .8rem; }
.text.out .bubble { background: var(--accent); color: var(--on-accent); }
.text.out .bubble .quiet { color: inherit; }
.text .small { font-size: .75rem; padding: 0 .4rem; }
form, .field, details form { display: flex; flex-direction: column; gap: .35rem; }
#composer, #thread-composer, #phone-composer { border: 1px solid var(--quiet); border-radius: 10px; padding: .35rem; gap: .2rem; background: var(--ground); }
#composer:focus-within, #thread-composer:focus-within, #phone-composer:focus-within { border-color: var(--accent); }
#composer > textarea, #thread-composer > textarea, #phone-composer > textarea { border: 0; border-radius: 5px; outline-offset: -1px; outline-width: 2px; resize: none; padding: .3rem .4rem; }
.send { display: flex; gap: .4rem; align-items: center; }
.send .button { min-height: 1.9rem; padding: .1rem .75rem; align-self: auto; font-size: .9rem; }
.attach { position: relative; cursor: pointer; padding: .1rem .4rem; border-radius: 6px; max-width: 10rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 400; }
.attach:hover, .attach.picked { background: var(--bubble); }
.attach:focus-within { outline: 3px solid var(--accent); }
label, .label { font-size: .85rem; font-weight: 600; }
.choice { font-weight: 400; }
.choices { max-height: 12rem; overflow: auto; padding: .2rem; }
fieldset { border: 0; display: flex; flex-direction: column; gap: .25rem; }
input:not([type=checkbox]):not([type=radio]), select, textarea { width: 100%; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--quiet); border-radius: 6px; padding: .4rem .6rem; }
textarea { resize: vertical; }
.chips { display: flex; flex-wrap: wrap; gap: .3rem; }
.chips li { background: var(--bubble); border-radius: 999px; padding: .1rem .3rem .1rem .7rem; }
.chips button { border: 0; background: none; color: inherit; font: inherit; cursor: pointer; }
.button { font: inherit; font-weight: 600; min-height: 2.2rem; padding: .3rem .9rem; border: 1px solid var(--line); border-radius: 7px; background: var(--ground); color: inherit; cursor: pointer; align-self: flex-start; }
.button:hover { border-color: var(--quiet); }
.button.small { min-height: 1.8rem; padding: .1rem .65rem; font-size: .85rem; align-self: auto; }
.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.button.danger { border-color: var(--danger); color: var(--danger); }
.button:disabled { opacity: .6; cursor: default; }
.message .button { font-size: .85rem; min-height: 1.8rem; padding: .1rem .65rem; }
.message .menu summary { min-height: 0; padding: 0 .45rem; }
.link { border: 0; padding: 0; background: none; font: inherit; color: var(--accent); text-decoration: underline; cursor: pointer; align-self: flex-start; }
.link.small { font-size: .85rem; }
dialog { border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem; width: min(34rem, calc(100vw - 2rem)); background: var(--ground); color: inherit; box-shadow: var(--shade); }
dialog::backdrop { background: rgb(0 0 0 / .5); }
dialog form { gap: .9rem; }
.modal-buttons { display: flex; justify-content: flex-end; gap: .5rem; }
[role=listbox] { max-height: 12rem; margin-top: .25rem; overflow: auto; background: var(--ground); border: 1px solid var(--quiet); border-radius: 6px; padding: .25rem; }
[role=listbox] li { padding: .35rem .5rem; border-radius: 4px; }
[role=option] { cursor: pointer; }
[role=option]:hover, [role=option][aria-selected=true] { background: var(--accent); color: var(--on-accent); }
.group { font-size: .8rem; font-weight: 600; color: var(--quiet); }
.timeline table { width: 100%; border-collapse: collapse; font: .8rem/1.5 ui-monospace, monospace; }
.timeline th { text-align: left; position: sticky; top: 0; background: var(--ground); }
.timeline td, .timeline th { padding: .05rem .75rem .05rem 0; vertical-align: top; overflow-wrap: anywhere; }
.timeline .number, .timeline th:last-child { text-align: right; white-space: nowrap; color: var(--quiet); }
.entry.transaction .what, .entry.effect .what { padding-left: 1.2rem; }
.entry.call .what { padding-left: 2.4rem; }
.entry.incoming .what { font-weight: 700; }
.party.slack { color: var(--slack); } .party.desk { color: var(--desk); } .party.carrier { color: var(--carrier); }
.timeline .bad { color: var(--danger); }
@media (max-width: 60rem) {
  .timeline td:first-child, .timeline th:first-child { display: none; }
}
`
