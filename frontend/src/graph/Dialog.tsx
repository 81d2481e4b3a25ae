// Dialogs of the explorer: closed by Escape, by their button, and by a click beside them.

import { useId, useRef } from "react";

import { say } from "../shared/words";

/** A dialog and what opens it; once it is closed the focus is where it was. */
export function useDialog(): { dialog: React.RefObject<HTMLDialogElement>; show: () => void } {
  const dialog = useRef<HTMLDialogElement>(null);
  const show = () => {
    const opener = document.activeElement;
    dialog.current?.addEventListener("close", () => opener instanceof HTMLElement && opener.focus(), { once: true });
    dialog.current?.showModal();
  };
  return { dialog, show };
}

export function Dialog({ dialog, title, children }: {
  dialog: React.RefObject<HTMLDialogElement>;
  title: string;
  children: React.ReactNode;
}) {
  const id = useId();
  // What is pressed in it is not meant for what it stands in.
  return (
    <dialog ref={dialog} className="wide-dialog" aria-labelledby={id} onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}>
      <form method="dialog" className="dialog-head">
        <h2 id={id}>{title}</h2>
        <button className="close-dialog">{say("Close")}</button>
      </form>
      {children}
    </dialog>
  );
}
