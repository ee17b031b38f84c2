package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
)

// The Extensions API, 2020-01-01, as one extension speaks it.
type extension struct {
	api, name, identifier string
}

func (e *extension) register() error {
	header, _, err := e.call(http.MethodPost, "register", `{"events":["INVOKE","SHUTDOWN"]}`, "Lambda-Extension-Name", e.name)
	if err == nil {
		e.identifier = header.Get("Lambda-Extension-Identifier")
	}
	return err
}

// The kind of the next event.
func (e *extension) next() (string, error) {
	_, body, err := e.call(http.MethodGet, "event/next", "")
	if err != nil {
		return "", err
	}
	var event struct{ EventType string }
	err = json.Unmarshal(body, &event)
	return event.EventType, err
}

// Never returns.
func (e *extension) initError(kind string, reason error) {
	log.Print(reason)
	if _, _, err := e.call(http.MethodPost, "init/error", "{}", "Lambda-Extension-Function-Error-Type", kind); err != nil {
		log.Print(err)
	}
	os.Exit(1)
}

func (e *extension) call(method, path, body string, headers ...string) (http.Header, []byte, error) {
	request, err := http.NewRequest(method, fmt.Sprintf("http://%s/2020-01-01/extension/%s", e.api, path), strings.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	if e.identifier != "" {
		request.Header.Set("Lambda-Extension-Identifier", e.identifier)
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode >= 300 {
		err = fmt.Errorf("%s %s: %s %s", method, path, response.Status, answer)
	}
	return response.Header, answer, err
}
