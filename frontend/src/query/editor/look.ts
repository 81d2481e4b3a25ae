// The language and its colours; what the colours are stands in editor.css.

import { HighlightStyle, LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { styleTags, tags } from "@lezer/highlight";
import { SparqlLanguage } from "codemirror-lang-sparql";

// What the language gives no colour: most of a query is names.
const names = styleTags({ "Pname_ln Pname_ns": tags.namespace, A_predicate: tags.keyword, Langtag: tags.string });

export const sparql = new LanguageSupport(SparqlLanguage.configure({ props: [names] }));

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
