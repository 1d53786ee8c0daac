// A log of a whole build has many lines that no rule knows, and each is put to hundreds of alternatives. Most alternatives
// begin with a word of their own and fail at its first letter. Those that begin with just any text (`PATH has been modified
// (`) go over the line before they fail: where a text that they cannot do without is nowhere in the input, they need not begin.

/** A peggy plugin that puts a question in front of such alternatives. What the grammar takes does not change. */
export const askForNeedles = {
  use(config) {
    config.passes.transform.push(askInRules);
  },
};

/** More texts than this are not worth asking for, nor are shorter ones. */
const mostNeedles = 16;
const shortestNeedle = 3;

function askInRules(grammar) {
  const rules = new Map(grammar.rules.map(({ name, expression }) => [name, expression]));
  const questions = new Map();
  const ask = (alternative) => {
    const needles = beginsWithLiteral(alternative, rules) ? null : needlesOf(alternative, rules);
    if (needles === null || needles.length > mostNeedles || shortestOf(needles) < shortestNeedle)
      return alternative;
    const key = JSON.stringify(needles);
    if (!questions.has(key)) questions.set(key, questions.size);
    return asked(alternative, needles, questions.get(key));
  };
  for (const { expression } of grammar.rules) {
    everyChoice(expression, (choice) => {
      choice.alternatives = choice.alternatives.map(ask);
    });
  }
}

/** `&{ … } @alternative`. The answer is kept for the whole of one parse. */
function asked(alternative, needles, index) {
  const { location } = alternative;
  const isThere = needles.map((needle) => `input.includes(${JSON.stringify(needle)})`).join(" || ");
  const code = `return (options.holds ??= [])[${index}] ??= ${isThere};`;
  return {
    type: "sequence",
    location,
    elements: [
      { type: "semantic_and", code, codeLocation: location, location },
      {
        type: "labeled",
        label: null,
        labelLocation: location,
        pick: true,
        expression: alternative,
        location,
      },
    ],
  };
}

function everyChoice(node, visit) {
  if (node.type === "choice") visit(node);
  const inner = [node.expression, ...(node.alternatives ?? []), ...(node.elements ?? [])];
  for (const one of inner) if (one !== undefined) everyChoice(one, visit);
}

/** What takes the text that the expression in it takes, and perhaps more of it. */
const wrappers = new Set(["action", "group", "labeled", "named", "one_or_more", "simple_and", "text"]);

/** Texts of which one is in every input that the expression takes; null where nothing is sure. */
function needlesOf(node, rules, within = []) {
  if (wrappers.has(node.type)) return needlesOf(node.expression, rules, within);
  const parts = (nodes) => nodes.map((one) => needlesOf(one, rules, within));
  switch (node.type) {
    case "literal":
      return node.value === "" || node.ignoreCase ? null : [node.value];
    case "sequence":
      return parts(node.elements).reduce(
        (best, one) => (shortestOf(one) > shortestOf(best) ? one : best),
        null,
      );
    case "choice":
      return union(parts(node.alternatives));
    case "rule_ref":
      return within.includes(node.name)
        ? null
        : needlesOf(rules.get(node.name), rules, [...within, node.name]);
    default:
      return null;
  }
}

function union(all) {
  return all.includes(null) ? null : [...new Set(all.flat())];
}

function shortestOf(needles) {
  return needles === null ? -1 : Math.min(...needles.map(({ length }) => length));
}

function beginsWithLiteral(node, rules, within = []) {
  if (wrappers.has(node.type)) return beginsWithLiteral(node.expression, rules, within);
  switch (node.type) {
    case "literal":
      return node.value !== "";
    case "sequence":
      return beginsWithLiteral(node.elements[0], rules, within);
    case "choice":
      return node.alternatives.every((one) => beginsWithLiteral(one, rules, within));
    case "rule_ref":
      return (
        !within.includes(node.name) && beginsWithLiteral(rules.get(node.name), rules, [...within, node.name])
      );
    default:
      return false;
  }
}
