// Package jsonread pulls values out of the JSON that messengers export, which
// is not always JSON: it takes a mark at the start, escapes that do not exist
// and ids without quotes, and it can go on behind a damaged item. It promises
// bounded memory whatever the file holds. It refuses nesting deeper than
// MaxDepth, and builds no tree.
package jsonread
