"""Whether Python hears a page: what its panels send, and what their traits then hold.

The same for every page and every host, a live page or JupyterLab: the first control of the first
panel that has one is used as a visitor would, the message it sends is read from the page's own
socket, and the kernel is asked through a second one, as any front end may ask, what it now holds.
"""

import json

CHANNELS = "/channels"  # ends the path of the socket between a page and its kernel
PANELS = ".panel:not([inert] *)"
CONTROLS = ":is(input:not([readonly]), select):enabled:not([inert] *)"
PRESSED = "button:enabled:not([aria-disabled=true])"
INTERACT = ".widget-interact"
# What a visitor sees of a panel: its markup, and which of its choices are made.
SEEN = """(node) => node.innerHTML
  + [...node.querySelectorAll(":checked")].map((one) => one.value).join()"""
# A front end's question for a widget's state: `request_state`, answered by the widget's traits.
HELD = """async ([address, comm_id, names]) => {
  const socket = new WebSocket(address);
  socket.binaryType = "arraybuffer";
  const id = crypto.randomUUID();
  const header = { msg_id: id, msg_type: "comm_msg", session: id, username: "", version: "5.3",
    date: new Date().toISOString() };
  const content = { comm_id, data: { method: "request_state" } };
  const read = (data) => {
    if (typeof data === "string") return JSON.parse(data);
    const view = new DataView(data); // how many parts, where each begins; the first is the message
    const end = view.getUint32(0) > 1 ? view.getUint32(8) : data.byteLength;
    return JSON.parse(new TextDecoder().decode(data.slice(view.getUint32(4), end)));
  };
  try {
    return await new Promise((resolve, reject) => {
      socket.onerror = () => reject(new Error("the kernel's socket did not open"));
      socket.onopen = () => socket.send(JSON.stringify({ channel: "shell", header, content,
        parent_header: {}, metadata: {}, buffers: [] }));
      socket.onmessage = ({ data }) => {
        const { parent_header, content } = read(data);
        const state = content?.data?.state;
        if (parent_header?.msg_id !== id || !state) return;
        resolve(Object.fromEntries(names.map((name) => [name, state[name]])));
      };
    });
  } finally {
    socket.close();
  }
}"""


def watched(page):
    """Return a list that fills with the page's sockets to kernels."""
    sockets = []
    page.on("websocket", lambda one: CHANNELS in one.url and sockets.append(one))
    return sockets


def message(frame):
    """Return the content of a message on its way to or from a kernel; {} for any other frame.

    A text is JSON. Bytes are the parts of a message, headed by their number and where each begins.
    """
    try:
        if isinstance(frame, str):
            return json.loads(frame)["content"]
        size = int.from_bytes(frame[:8], "little")
        starts = [int.from_bytes(frame[8 * i : 8 * i + 8], "little") for i in range(1, size + 1)]
        return json.loads(frame[starts[4] : starts[5]])
    except (ValueError, KeyError, IndexError):
        return {}


def update(frame):
    """Return the widget and the traits that a frame changes, or None."""
    content = message(frame)
    data = content.get("data", {})
    changes = data.get("method") == "update" and data.get("state")
    return (content["comm_id"], changes) if changes else None


def usable(page):
    """Return each panel that a visitor can use at once, in order, with its first control."""
    for panel in page.locator(PANELS).all():
        for controls in (CONTROLS, PRESSED):  # some are used by buttons alone
            found = panel.locator(controls).locator("visible=true")
            if panel.is_visible() and found.count():
                yield panel, found.first
                break


def use(control):
    """Move a control away from where it stands, as a hand or a key would."""
    kind = control.evaluate("(one) => one.type")
    if kind in {"radio", "checkbox"}:
        alike = "(one) => [...one.closest('.panel').querySelectorAll(`[name='${one.name}']`)]"
        at = control.evaluate(f"(one) => ({alike})(one).findIndex((one) => !one.checked)")
        name = control.get_attribute("name")
        group = control.page.locator(f'.panel input[name="{name}"]')
        group.nth(at).click()
        form = group.first.locator("xpath=ancestor::form")
        if form.count():  # an answer is given when it is checked
            form.locator("button[type=submit]").click()
    elif kind in {"button", "submit"}:
        control.click()
    elif kind == "select-one":
        at, last = control.evaluate("(one) => [one.selectedIndex, one.options.length - 1]")
        control.select_option(index=last if at != last else 0)
    else:
        low, value = control.evaluate("(one) => [one.min, one.value]")
        control.press("End" if value == low else "Home")


def heard(page, sockets):
    """Use the page's first panel; return what it sent and what Python then holds, by trait.

    Fails unless the panel itself shows that it was used.
    """
    panel, control = next(usable(page))
    node = panel.element_handle()
    before = node.evaluate(SEEN)
    with sockets[-1].expect_event("framesent", update) as sent:
        use(control)
    page.wait_for_function(f"([node, before]) => ({SEEN})(node) !== before", arg=[node, before])
    widget, told = update(sent.value)
    address = sockets[-1].url.partition("?")[0]
    return told, page.evaluate(HELD, [address, widget, list(told)])


def draws(page, slow):
    """Use a stock ``interact`` cell: what it shows must become another."""
    cell = page.locator(INTERACT).first
    cell.scroll_into_view_if_needed()
    shown = cell.locator(".jp-OutputArea-output :is(img, table, pre, svg)").first
    shown.wait_for(timeout=slow)
    before = shown.evaluate("(one) => one.outerHTML")
    choice = cell.locator("select")
    if choice.count():
        choice.first.select_option(index=choice.first.locator("option").count() - 1)
    else:
        cell.get_by_role("slider").first.press("End")
    changed = """([selector, before]) => {
      const cell = document.querySelector(selector);
      const one = cell.querySelector(".jp-OutputArea-output :is(img, table, pre, svg)");
      return one && one.outerHTML !== before;
    }"""
    page.wait_for_function(changed, arg=[INTERACT, before], timeout=slow)
