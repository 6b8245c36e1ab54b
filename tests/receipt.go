// Verifies a receipt with other people's code: go run receipt.go RECEIPT PUBLIC-KEY-FILE.
//
// The signature and the proof are checked by the packages of Go's own checksum database, golang.org/x/mod/sumdb/note and
// sumdb/tlog (Debian: golang-golang-x-mod-dev); here the file is only read (c2sp.org/tlog-proof, c2sp.org/tlog-checkpoint).
// Prints the entry; status 1: proves nothing.
package main

import (
	"encoding/base64"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func main() {
	log.SetFlags(0)
	receipt := string(must(os.ReadFile(os.Args[1])))
	key := strings.TrimSpace(string(must(os.ReadFile(os.Args[2]))))

	head, checkpoint, found := strings.Cut(receipt, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		log.Fatal("no receipt")
	}
	entry := must(base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra ")))
	index := must(strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64))
	proof := tlog.RecordProof{}
	for _, line := range lines[3:] {
		proof = append(proof, must(tlog.ParseHash(line)))
	}

	// origin, size and root; sumdb's own reader of trees knows one origin only
	signed := must(note.Open([]byte(checkpoint), note.VerifierList(must(note.NewVerifier(key)))))
	text := strings.SplitN(signed.Text, "\n", 4)
	size, root := must(strconv.ParseInt(text[1], 10, 64)), must(tlog.ParseHash(text[2]))
	if err := tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(entry)); err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(entry))
}
