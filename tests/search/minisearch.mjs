// The library that came nearest, kept to compare with: MiniSearch with single characters, pairs, and numbers with units.
// See docs/adr on the search.
import MiniSearch from "minisearch";

const TRUST = { clause: 1.5, item: 1.2, project: 1, page: 0.8, term: 0.6 };

export function searchEngine({ documents }) {
  const index = new MiniSearch({
    fields: ["title", "official", "words", "guidance"],
    extractField: (document, field) => [document[field]].flat().join("\n"),
    idField: "number",
    tokenize: grams,
  });
  index.addAll(documents.map((document, number) => ({ ...document, number: String(number) })));
  const options = {
    boost: { title: 1.5, official: 1.5, words: 1.2, guidance: 0.7 },
    boostDocument: (number) => TRUST[documents[number].kind],
  };
  return {
    search: (text) =>
      index.search(text, options).map(({ id }) => ({ document: documents[id], field: "", partial: false })),
  };
}

function grams(text) {
  const plain = text.normalize("NFKC").toLowerCase();
  const runs = plain.match(/\d+(?:\.\d+)?|[a-z]+|[\u4e00-\u9fff]+/g) ?? [];
  const figures = plain.match(/\d+(?:\.\d+)?[条分次起项]/g) ?? [];
  return [...runs.flatMap((run) => (/[\u4e00-\u9fff]/.test(run) ? pairs(run) : [run])), ...figures];
}

function pairs(run) {
  const characters = [...run];
  return [...characters, ...characters.slice(1).map((character, at) => characters[at] + character)];
}
