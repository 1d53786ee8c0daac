// peggy makes a parser that explains its failures: it notes at every literal what would have fitted, and makes its
// tables anew on each call. A grammar that takes every text never has a failure to explain, and a log is as many
// calls as it has messages: without the notes and with the tables made once, the parser of the go log is half as
// long and five times as fast.

/** Rewrites the source of a parser whose start rules all take every text. Throws where peggy's output has changed. */
export function lean(code) {
  const steps = [
    // What was expected is never asked for.
    [/^ *if \(peg\$silentFails === 0\) \{ peg\$fail\(peg\$e\d+\); \}\n/gm, ""],
    [/^ {2}const peg\$e\d+ = .*;\n/gm, ""],
    // A comparison that makes no substring, and mostly ends at the first character.
    [
      /if \(input\.substr\(peg\$currPos, \d+\) === (peg\$c\d+)\) \{/g,
      (_, literal) => `if (${firstOf(code, literal)}input.startsWith(${literal}, peg$currPos)) {`,
    ],
  ];
  let result = code;
  for (const [pattern, replacement] of steps) {
    const before = result;
    result = result.replace(pattern, replacement);
    if (result === before) throw new Error(`peggy's output has changed: ${String(pattern)} is not in it`);
  }
  // Long choices nest deeply: half of the source is indentation.
  return hoist(result).replace(/^ +/gm, "");
}

function firstOf(code, literal) {
  const [, text] =
    code.match(new RegExp(`const ${literal.replace("$", "\\$")} = "((?:[^"\\\\]|\\\\.)*)";`)) ?? [];
  if (text === undefined) return "";
  return `input.charCodeAt(peg$currPos) === ${JSON.parse(`"${text}"`).charCodeAt(0)} && `;
}

/**
 * Literals, character classes and the actions that do not ask for the text or the options do not depend on the input:
 * they move in front of the function, and are made once.
 */
function hoist(code) {
  const constants = [];
  const take = (whole, line) => {
    if (/\b(?:text|location|range|offset|expected|error)\(|\boptions\b|\binput\b|peg\$currPos/.test(line))
      return whole;
    constants.push(line);
    return "";
  };
  const body = code
    .replace(/^ {2}(const peg\$[cr]\d+ = .*;)\n/gm, take)
    .replace(/^ {2}(function peg\$f\d+\([^)\n]*\) \{.*\})\n/gm, take);
  const start = body.indexOf("function peg$parse(");
  if (constants.length === 0 || start < 0) throw new Error("peggy's output has changed: no constants found");
  return `${body.slice(0, start)}${constants.join("\n")}\n\n${body.slice(start)}`;
}
