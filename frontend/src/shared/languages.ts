// The links to the same page in other languages.

/** Have them lead to what is shown now: the server that wrote them knows only what it was asked for. */
export function keepAddress(): void {
  const links = document.querySelectorAll<HTMLAnchorElement>("nav.languages a");
  for (const link of links) {
    const follow = () => {
      link.search = location.search;
      link.hash = location.hash;
    };
    for (const kind of ["pointerdown", "focus", "click"]) link.addEventListener(kind, follow);
  }
}
