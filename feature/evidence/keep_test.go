package evidence

import "ebb/feature/evidence/keep"

// What the tests here say about an import that is kept.
var trim = keep.Trim
