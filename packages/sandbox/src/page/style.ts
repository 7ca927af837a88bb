import { layout } from './style-layout.js'
import { parts } from './style-parts.js'

/** How the page looks: a workspace and a phone side by side, one at a time on a narrow screen, light or dark as the reader likes. */
export const style = `
:root {
  color-scheme: light dark;
  --ink: #1b1f24; --quiet: #59616b; --ground: #ffffff; --side: #f4f6f8; --line: #d8dde3; --accent: #0b5c8a;
  --on-accent: #ffffff; --danger: #b3261e; --note: #fff6db; --bubble: #e6eaee; --hover: #f4f6f8;
  --bar: #10293b; --on-bar: #f2f6f9; --bar-quiet: #b9cad6; --bar-hover: #1e3d52; --shade: 0 6px 24px rgb(10 30 45 / .16);
  --slack: #6b2d78; --desk: #0b5c8a; --carrier: #2f6b2f;
  font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--ground);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e9ec; --quiet: #a4adb5; --ground: #171b1f; --side: #1f2429; --line: #353c43; --accent: #7cc4ee;
    --on-accent: #0c2230; --danger: #ffb4ab; --note: #332d1a; --bubble: #323940; --hover: #1f2429;
    --bar: #0b1720; --on-bar: #e6eef4; --bar-quiet: #9fb2bf; --bar-hover: #182b38; --shade: 0 6px 24px rgb(0 0 0 / .5);
    --slack: #dba6e6; --desk: #7cc4ee; --carrier: #9ad39a;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; height: 100dvh; display: flex; flex-direction: column; }
h1, h2, h4, p, ol, ul, pre, blockquote, fieldset { margin: 0; padding: 0; }
h1 { font-size: 1.05rem; } h2 { font-size: 1rem; } h4 { font-size: 1.05rem; }
ol, ul { list-style: none; }
a { color: var(--accent); }
hr { width: 100%; border: 0; border-top: 1px solid var(--line); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.quiet { color: var(--quiet); } .small { font-size: .85rem; } .error { color: var(--danger); font-weight: 600; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
${layout}${parts}`
