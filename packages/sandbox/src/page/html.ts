/** The page itself. Everything that changes is filled in by its script, as text. */
export const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Threadline sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page/style.css">
<script type="module" src="/page/app.js"></script>
</head>
<body id="page" data-view="workspace">
<header class="top">
  <h1><span aria-hidden="true">🧵</span> Threadline sandbox</h1>
  <p class="tagline">A workspace and phones that exist only here.</p>
  <p class="connection" id="connection" role="status">Connecting</p>
  <nav aria-label="Side to show">
    <button type="button" data-show="workspace" aria-pressed="true">Workspace</button>
    <button type="button" data-show="phones" aria-pressed="false">Phones</button>
  </nav>
</header>
<p id="problem" class="error" role="alert"></p>
<section class="stage" aria-label="Scenes and levers">
  <div class="row">
    <div class="lever"><label for="scene">Scene</label><select id="scene"></select><button type="button" class="button primary" id="play">Play</button></div>
    <button type="button" class="button" id="show-levers" aria-expanded="false" aria-controls="levers">Levers</button>
    <div class="row" id="levers">
      <div class="lever" id="desk-levers" hidden>
        <span id="desk-state" role="status"></span>
        <button type="button" class="button" id="kill-desk">Kill it</button>
        <button type="button" class="button" id="start-desk" hidden>Start it</button>
        <label for="provider">Provider</label><select id="provider"></select>
      </div>
      <div class="lever" id="clock-levers" hidden>
        <span id="clock"></span>
        <button type="button" class="button" data-clock='{"ms":180000}'>+3 minutes</button>
        <button type="button" class="button" data-clock='{"time":"09:00"}'>Tomorrow 9:00</button>
      </div>
      <details class="menu lever"><summary class="button" id="troubles-title">Trouble</summary><ul class="menu-list" id="troubles" aria-label="What goes wrong"></ul></details>
    </div>
  </div>
  <ol id="captions" aria-live="polite" hidden></ol>
</section>
<p id="announcer" class="unseen" aria-live="polite"></p>
<main>
  <section class="workspace" aria-label="Workspace">
    <div class="side">
      <label for="member">Act as</label>
      <select id="member"></select>
      <h2 id="channels-title">Channels</h2>
      <button type="button" id="open-home">⌂ App Home</button>
      <ul id="channels" aria-labelledby="channels-title"></ul>
      <details id="new-channel-form">
        <summary>Add a channel</summary>
        <form id="add-channel">
          <label for="new-channel">Name of the channel</label>
          <input id="new-channel" required autocomplete="off">
          <button class="button">Create</button>
        </form>
      </details>
      <details id="new-member-form">
        <summary>Add a teammate</summary>
        <form id="add-member">
          <label for="new-member">Name of the teammate</label>
          <input id="new-member" required autocomplete="off">
          <label for="member-kind">Kind</label>
          <select id="member-kind">
            <option value="full">Member</option>
            <option value="guest">Guest</option>
            <option value="single-channel-guest">Guest of one channel</option>
            <option value="external">From another company</option>
          </select>
          <button class="button">Add</button>
        </form>
      </details>
    </div>
    <div class="pane">
      <div class="row pane-head"><h2 id="channel-title"></h2><div id="channel-menu"></div></div>
      <div id="home" class="messages" tabindex="0" role="region" aria-label="App Home" hidden><div id="home-blocks"></div></div>
      <button type="button" class="button" id="earlier" hidden>Earlier messages</button>
      <ol id="messages" class="messages" tabindex="0" aria-labelledby="channel-title"></ol>
      <p id="not-a-member" hidden>You are not in this channel. <button type="button" class="button" id="join">Join</button></p>
      <form id="composer">
        <label for="composer-text" class="unseen">Message the channel</label>
        <textarea id="composer-text" rows="2" aria-describedby="composer-help"></textarea>
        <div class="send">
          <label class="attach" for="composer-files"><span aria-hidden="true">📎</span><span class="unseen">Files (optional)</span><input id="composer-files" class="unseen" type="file" multiple></label>
          <p class="quiet small grow" id="composer-help">Shift and Enter begins a line. Write @name and #channel in full.</p>
          <button class="button primary">Send</button>
        </div>
      </form>
    </div>
    <aside id="thread" class="pane thread" aria-labelledby="thread-title" hidden>
      <div class="row"><h2 id="thread-title">Thread</h2><button type="button" class="button small" id="close-thread">Close thread</button></div>
      <ol id="thread-messages" class="messages" tabindex="0" aria-labelledby="thread-title"></ol>
      <form id="thread-composer">
        <label for="thread-text" class="unseen">Reply in the thread</label>
        <textarea id="thread-text" rows="2" placeholder="Reply, or // a note that stays inside"></textarea>
        <div class="send">
          <label class="attach" for="thread-files"><span aria-hidden="true">📎</span><span class="unseen">Files for the thread (optional)</span><input id="thread-files" class="unseen" type="file" multiple></label>
          <label class="choice small grow"><input type="checkbox" id="broadcast"> Also send to the channel</label>
          <button class="button primary">Reply</button>
        </div>
      </form>
    </aside>
  </section>
  <section class="phones" aria-label="Phones">
    <div class="row">
      <div class="grow phone-choice"><label for="phone">Phone of a customer</label><select id="phone"></select></div>
      <div><label for="phone-kind">It is</label><select id="phone-kind">
        <option value="mobile">on</option>
        <option value="slow">on a slow network</option>
        <option value="off">off</option>
        <option value="landline">a landline</option>
        <option value="unknown">not there</option>
      </select></div>
    </div>
    <details id="phone-form">
      <summary>Add a phone</summary>
      <form id="add-phone">
        <label for="new-number">Number, with + and country code</label>
        <input id="new-number" type="tel" placeholder="+14155550123" required autocomplete="off">
        <label for="new-name">Name (optional)</label>
        <input id="new-name" autocomplete="off">
        <label for="new-kind">What it is</label>
        <select id="new-kind">
          <option value="mobile">Mobile</option>
          <option value="slow">Mobile on a slow network</option>
          <option value="landline">Landline: cannot get texts</option>
          <option value="off">Switched off</option>
          <option value="unknown">Number that does not exist</option>
        </select>
        <button class="button">Add</button>
      </form>
    </details>
    <div class="handset">
      <p class="handset-name" id="handset-name" aria-hidden="true"></p>
      <ol id="texts" class="messages" tabindex="0" aria-label="Texts on this phone"></ol>
      <form id="phone-composer" hidden>
        <label for="phone-text" class="unseen">Text as this customer</label>
        <textarea id="phone-text" rows="2" placeholder="Text message"></textarea>
        <div class="send">
          <label class="attach" for="picture"><span aria-hidden="true">📎</span><span class="unseen">Picture (optional)</span><input id="picture" class="unseen" type="file" multiple></label>
          <button type="button" class="button" data-word="STOP">STOP</button>
          <button type="button" class="button" data-word="START">START</button>
          <span class="grow"></span>
          <button class="button primary">Text</button>
        </div>
        <div class="to"><label for="to">To</label><select id="to"></select></div>
      </form>
    </div>
  </section>
</main>
<details id="timeline" class="timeline">
  <summary id="timeline-title">Timeline: what goes between Slack, the desk and the carrier</summary>
  <p id="following" class="following" hidden>
    <strong id="followed-words"></strong>
    <a id="follow-link" href="/">Link to this</a>
    <button type="button" class="button" id="unfollow">Show everything</button>
  </p>
  <p id="timeline-empty" class="quiet small">Nothing went anywhere yet.</p>
  <div class="scroll" id="timeline-list" tabindex="0" role="region" aria-label="Timeline">
    <table><thead><tr><th scope="col">Time (UTC)</th><th scope="col"><span class="unseen">Since its beginning</span></th><th scope="col">Between</th><th scope="col">What</th><th scope="col">Outcome</th><th scope="col">Took</th></tr></thead><tbody id="timeline-entries"></tbody></table>
  </div>
</details>
<dialog id="modal" aria-labelledby="modal-title"></dialog>
<dialog id="question" aria-labelledby="question-title"></dialog>
<noscript><p>This page needs JavaScript.</p></noscript>
</body>
</html>
`
