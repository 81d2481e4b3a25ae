// What a browser tells of what its reader does.

/** Whether no key is held that gives a click or another key a meaning of its own, such as a new tab. */
export function isPlain(event: MouseEvent | KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

/** Whether an error only says that something was aborted, so that there is nothing to tell. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
