// The keywords of SPARQL 1.1 Query by the place where they can stand (§19.8, §17.4).

export const FORMS = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE"];
export const MODIFIERS = [
  "WHERE", "FROM", "NAMED", "GROUP BY", "HAVING", "ORDER BY", "ASC", "DESC", "LIMIT", "OFFSET", "VALUES",
];
export const PATTERNS = [
  "OPTIONAL", "FILTER", "BIND", "VALUES", "UNION", "MINUS", "GRAPH", "SELECT", "FILTER NOT EXISTS",
  "FILTER EXISTS",
];
export const FUNCTIONS = [
  "ABS", "AS", "AVG", "BNODE", "BOUND", "CEIL", "COALESCE", "CONCAT", "CONTAINS", "COUNT", "DATATYPE",
  "DAY", "DISTINCT", "ENCODE_FOR_URI", "EXISTS", "FLOOR", "GROUP_CONCAT", "HOURS", "IF", "IN", "IRI",
  "ISBLANK", "ISIRI", "ISLITERAL", "ISNUMERIC", "ISURI", "LANG", "LANGMATCHES", "LCASE", "MAX", "MD5",
  "MIN", "MINUTES", "MONTH", "NOT EXISTS", "NOT IN", "NOW", "RAND", "REGEX", "REPLACE", "ROUND", "SAMETERM",
  "SAMPLE", "SECONDS", "SEPARATOR", "SHA1", "SHA256", "SHA384", "SHA512", "STR", "STRAFTER", "STRBEFORE",
  "STRDT", "STRENDS", "STRLANG", "STRLEN", "STRSTARTS", "STRUUID", "SUBSTR", "SUM", "TIMEZONE", "TZ",
  "UCASE", "UNDEF", "URI", "UUID", "YEAR",
];

const WORDS = new Set([FORMS, MODIFIERS, PATTERNS, FUNCTIONS, ["a", "true", "false", "REDUCED", "SERVICE"]]
  .flat().flatMap((words) => words.toUpperCase().split(" ")));

/** Whether a bare word is one of SPARQL. */
export function isKeyword(word: string): boolean {
  return WORDS.has(word.toUpperCase());
}
