// Answers by Go's own packages what test/go-semantics.test.ts asks, a JSON object a line.
package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"

	"golang.org/x/mod/module"
	"golang.org/x/net/http/httpproxy"
)

type question struct {
	Patterns, Path  string
	NoProxy, Target string
}

func main() {
	decoder := json.NewDecoder(os.Stdin)
	for decoder.More() {
		var asked question
		if err := decoder.Decode(&asked); err != nil {
			panic(err)
		}
		if asked.Target == "" {
			fmt.Println(module.MatchPrefixPatterns(asked.Patterns, asked.Path))
			continue
		}
		target, err := url.Parse(asked.Target)
		if err != nil {
			panic(err)
		}
		config := &httpproxy.Config{HTTPSProxy: "http://proxy.example:3128", NoProxy: asked.NoProxy}
		proxy, err := config.ProxyFunc()(target)
		fmt.Println(proxy == nil && err == nil)
	}
}
