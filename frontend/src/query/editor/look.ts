// Colours of the language; all others are in editor.css.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

export const look = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.keyword, class: "sparql-keyword" },
    { tag: [tags.variableName, tags.special(tags.variableName)], class: "sparql-variable" },
    { tag: [tags.string, tags.special(tags.string)], class: "sparql-text" },
    { tag: [tags.number, tags.integer, tags.float, tags.bool], class: "sparql-number" },
    { tag: [tags.namespace, tags.url, tags.propertyName, tags.typeName, tags.className], class: "sparql-name" },
    { tag: tags.comment, class: "sparql-comment" },
    { tag: [tags.operator, tags.punctuation, tags.bracket, tags.separator], class: "sparql-sign" },
  ]),
);
