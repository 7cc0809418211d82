package paysig_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	paysig "github.com/paysig/paysig/go"
)

const broken = "../tests/explain"

// Every broken message is explained by what broke it, and stays refused.
func TestExplainCases(t *testing.T) {
	var index struct {
		Total int
		Files []struct {
			File  string
			Cases int
		}
	}
	readJSON(t, filepath.Join(broken, "index.json"), &index)
	causes := must(paysig.Causes())
	ran := 0
	for _, file := range index.Files {
		var set struct{ Cases []explainCase }
		readJSON(t, filepath.Join(broken, file.File), &set)
		if len(set.Cases) != file.Cases {
			t.Errorf("%s has %d cases, and the index says %d", file.File, len(set.Cases), file.Cases)
		}
		for i := range set.Cases {
			ran++
			if err := set.Cases[i].explain(causes); err != nil {
				t.Errorf("%s (%s): %v", set.Cases[i].ID, set.Cases[i].MadeBy, err)
			}
		}
	}
	fmt.Printf("explain: %d cases ran through Go\n", ran)
	if ran != index.Total {
		t.Errorf("the index says %d", index.Total)
	}
}

// explainCase is a broken message, in the format of tests/explain/README.md. It is a vector that is verified, and says more.
type explainCase struct {
	vector
	MadeBy string `json:"made_by"`
	Others []struct {
		Label  string
		Values map[string]data
	}
}

func (c *explainCase) explain(causes []paysig.Cause) error {
	var want struct {
		Causes                    []string
		Certainty, Label, Encoder string
	}
	if err := json.Unmarshal(c.RawExpect, &want); err != nil {
		return err
	}
	verifier, err := c.verifier()
	if err != nil {
		return err
	}
	defer verifier.Close()
	headers, body, options := c.received()
	_, before := verifier.Verify(headers, body, options...)
	if !paysig.IsRejected(before) {
		return fmt.Errorf("verifying gives %w", before)
	}
	var how []paysig.ExplainOption
	for _, option := range options {
		how = append(how, option)
	}
	var others paysig.Keyring
	for _, set := range c.Others {
		others = append(others, paysig.Labelled{Label: set.Label, Credentials: credentials(set.Values)})
	}
	if len(others) > 0 {
		how = append(how, paysig.WithOthers(others))
	}
	explanation, err := verifier.Explain(headers, body, how...)
	if err != nil {
		return err
	}
	if _, after := verifier.Verify(headers, body, options...); after == nil || after.Error() != before.Error() {
		return fmt.Errorf("after it, verifying gives %v", after)
	}
	found, named := []string{}, want.Encoder == ""
	for _, finding := range explanation.Findings {
		found = append(found, finding.Cause)
		words := strings.FieldsFunc(finding.Detail, func(char rune) bool { return char == ' ' || char == ':' })
		named = named || slices.Contains(finding.Encoders, want.Encoder) || slices.Contains(words, want.Encoder)
		if string(finding.Certainty) != want.Certainty {
			return fmt.Errorf("%s is %s", finding.Cause, finding.Certainty)
		}
		known := paysig.Cause{ID: finding.Cause, Summary: finding.Summary, Fix: finding.Fix}
		if !slices.Contains(causes, known) || finding.Detail == "" {
			return fmt.Errorf("the table does not have %+v", finding)
		}
	}
	slices.Sort(found)
	slices.Sort(want.Causes)
	if !slices.Equal(found, want.Causes) || !named || explanation.Label != want.Label {
		return fmt.Errorf("it is labelled %q and explained by\n%v", explanation.Label, explanation)
	}
	if explanation.Outcome != paysig.Explained || explanation.Verifies() || explanation.Scheme != c.Scheme ||
		explanation.Rejection.Error() != before.Error() {
		return fmt.Errorf("it is %+v", explanation)
	}
	return nil
}
