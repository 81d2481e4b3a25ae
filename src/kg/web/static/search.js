// Names are completed while they are typed into the search box: the editable combobox with list
// autocomplete of the ARIA Authoring Practices, whose options are links to the things themselves.
// Without this script the box is a plain form, and the form is all that is needed.

const PAUSE_MILLISECONDS = 120;
const LANGUAGE = document.documentElement.lang;
const PREFIX = LANGUAGE === "en" ? "" : `/${LANGUAGE}`;

/** Make one search box complete names. */
function enhance(input) {
  const list = make("div", { role: "listbox", id: `${input.id}-suggestions`, class: "suggestions" });
  const status = make("p", { role: "status", class: "unseen" });
  const words = input.form.dataset; // in the language of the page
  list.setAttribute("aria-label", words.suggestions);
  list.hidden = true;
  input.after(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": list.id,
  })) input.setAttribute(name, value);

  let timer, request, active = null;

  async function ask() {
    request?.abort();
    const text = input.value.trim();
    if (!text) return close("");
    const asked = request = new AbortController();
    try {
      const address = `${PREFIX}/search/suggest?${new URLSearchParams({ q: text })}`;
      const headers = { Accept: "application/json" };
      const response = await fetch(address, { headers, signal: asked.signal });
      const { suggestions } = response.ok ? await response.json() : { suggestions: [] };
      if (asked === request && document.activeElement === input) show(suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close(""); // the form still works
    }
  }

  function show(suggestions) {
    const options = suggestions.map((found, index) => option(found, `${list.id}-${index}`));
    if (!options.length) return close(words.none);
    activate(null);
    list.replaceChildren(...options);
    open(true);
    status.textContent = words.some.replace("{count}", options.length);
  }

  function open(is) {
    list.hidden = !is;
    input.setAttribute("aria-expanded", String(is));
  }

  function close(message) {
    clearTimeout(timer);
    request?.abort();
    activate(null);
    open(false);
    list.replaceChildren();
    status.textContent = message;
  }

  function activate(chosen) {
    active?.removeAttribute("aria-selected");
    active = chosen;
    if (!chosen) return input.removeAttribute("aria-activedescendant");
    chosen.setAttribute("aria-selected", "true");
    chosen.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", chosen.id);
  }

  const next = () => activate(active?.nextElementSibling ?? list.firstElementChild);
  const previous = () => activate(active?.previousElementSibling ?? list.lastElementChild);

  async function arrow(move) {
    if (list.hidden) {
      clearTimeout(timer);
      await ask();
    }
    if (!list.hidden) move();
  }

  /** What a key does; true where it does nothing else. */
  function press(event) {
    if (event.key === "ArrowDown") arrow(next);
    else if (event.key === "ArrowUp") arrow(previous);
    else if (event.key === "Enter" && active) active.click();
    else if (event.key === "Escape" && !list.hidden) close("");
    else if (event.key === "Escape" && input.value) input.value = "";
    else {
      if (event.key.length > 1 && event.key !== "Shift") activate(null); // Home, End, Left, Right
      return false;
    }
    return true;
  }

  input.addEventListener("keydown", (event) => {
    const isPlain = !event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isPlain && press(event)) event.preventDefault();
  });
  input.addEventListener("input", () => {
    activate(null);
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MILLISECONDS);
  });
  input.addEventListener("blur", () => close(""));
  input.form.addEventListener("submit", () => close(""));
  addEventListener("pagehide", () => close("")); // a page that is come back to is as it was left
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
}

/** A suggestion as a link: the name that was found, what else the thing is called, what it is; of a
    figure, who says so. */
function option({ matched, title, path, note }, id) {
  const link = make("a", { role: "option", id, href: PREFIX + path, tabindex: "-1" });
  const parts = title.includes(matched.text)
    ? [make("span", { class: "called" }, title)]
    : [make("span", { class: "called", lang: matched.language }, matched.text),
       make("span", { class: "label" }, title)];
  const isFigure = path.startsWith("/claim/"); // its note says who says so, and needs a line
  parts.push(make("span", { class: isFigure ? "label" : "type" }, note));
  link.append(...parts.flatMap((part) => [part, " "]));
  return link;
}

function make(element, attributes, text = "") {
  const made = document.createElement(element);
  for (const [name, value] of Object.entries(attributes)) if (value) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

document.querySelectorAll("form[role=search] input[name=q]").forEach(enhance);
