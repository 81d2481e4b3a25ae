// What is said where the server cannot be reached. The page stays as it is, and tries again when asked.

import { button, make } from "../shared/elements";
import { say } from "../shared/words";

const told = make("div", { class: "unreachable", role: "alert" });

/** Say that the server cannot be reached.
 *  @param retry what "Try again" does */
export function tellUnreachable(retry: () => void): void {
  const again = button(say("Try again"), () => {
    again.disabled = true;
    retry();
  });
  const close = button(say("Close"), forgetUnreachable, { class: "secondary" });
  told.replaceChildren(make("p", {}, make("strong", {}, say("The server cannot be reached")), ". ",
    say("What is shown here stays.")), again, close);
  if (!told.isConnected) document.querySelector("main")?.append(told);
}

/** Say it no longer: the server has answered, or nobody waits for it. */
export function forgetUnreachable(): void {
  told.remove();
}
