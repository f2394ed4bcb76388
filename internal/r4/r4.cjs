// Reads an array of FHIR R4 documents, writes an array of what is wrong with each.
const Schema = require('@asymmetrik/fhir-json-schema-validator');
const { Fhir } = require('fhir');
const schema = new Schema(), definitions = new Fhir();

function faults(doc) {
  const shape = (schema.validate(doc) || []).map((e) => `${e.dataPath} ${e.message}`);
  const content = definitions.validate(doc, { errorOnUnexpected: true }).messages
    .filter((m) => m.severity === 'error' || m.severity === 'fatal')
    .map((m) => `${m.location} ${m.message}`);
  return [...shape.slice(0, 3), ...content];
}

const docs = JSON.parse(require('fs').readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(docs.map(faults)));
