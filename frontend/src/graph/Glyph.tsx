// The uncertainty glyph, as the server draws it.

import { useLayoutEffect, useRef } from "react";

/** @param svg the drawing of the server
 *  @param meaning what it says, for who does not see it */
export function Glyph({ svg, meaning }: { svg: string; meaning: string }) {
  const own = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const drawn = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    if (drawn.nodeName === "svg") own.current?.replaceChildren(document.adoptNode(drawn));
  }, [svg]);
  return <span ref={own} className="glyph" role="img" aria-label={meaning} title={meaning} />;
}
