// The links to the same page in other languages.

/** Have them lead to what stands behind `#` now: the server that wrote them does not know it. */
export function keepHash(): void {
  const links = document.querySelectorAll<HTMLAnchorElement>("nav.languages a");
  for (const link of links) {
    const follow = () => (link.hash = location.hash);
    for (const kind of ["pointerdown", "focus", "click"]) link.addEventListener(kind, follow);
  }
}
