"""Take the pictures of the README from the real site: `make screenshots`."""

from __future__ import annotations

import io
from pathlib import Path

import yaml
from chromium import browser
from PIL import Image
from serving import serving

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "screenshots"
COLOURS = 128
SETTLING_MILLISECONDS = 1500


def main() -> None:
    """Write each picture of screenshots.yaml beside it."""
    wanted = yaml.safe_load((FOLDER / "screenshots.yaml").read_text(encoding="utf-8"))
    with serving(ROOT / "releases") as server, browser() as chromium:
        for one in wanted:
            window = {"width": one["width"], "height": one["top"]}
            scheme = one.get("scheme", "light")
            context = chromium.new_context(viewport=window, color_scheme=scheme)
            page = context.new_page()
            page.goto(server.address + one["path"])
            if shown := one.get("shown"):  # by the scripts of the page
                page.locator(shown).first.wait_for()
                page.wait_for_timeout(SETTLING_MILLISECONDS)
            taken = Image.open(io.BytesIO(page.screenshot()))
            context.close()
            path = FOLDER / f"{one['name']}.png"
            # Few colours are on a page: with a palette of them a picture is a third of the size.
            taken.convert("RGB").quantize(COLOURS).save(path, optimize=True)
            print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
