package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"go.opentelemetry.io/collector/confmap"
)

// Where a configuration may come from beside files and variables.
type scheme struct {
	name string
	read func(uri string) ([]byte, error)
}

func otherSchemes() []confmap.ProviderFactory {
	var factories []confmap.ProviderFactory
	for _, one := range []scheme{{"yaml", inline}, {"http", fetch}, {"https", fetch}, {"s3", refuse}, {"secretsmanager", refuse}} {
		factories = append(factories, confmap.NewProviderFactory(func(confmap.ProviderSettings) confmap.Provider { return one }))
	}
	return factories
}

func (s scheme) Scheme() string { return s.name }

func (s scheme) Shutdown(context.Context) error { return nil }

func (s scheme) Retrieve(_ context.Context, uri string, _ confmap.WatcherFunc) (*confmap.Retrieved, error) {
	text, err := s.read(uri)
	if err != nil {
		return nil, err
	}
	return confmap.NewRetrievedFromYAML(text)
}

func inline(uri string) ([]byte, error) { return []byte(strings.TrimPrefix(uri, "yaml:")), nil }

func fetch(uri string) ([]byte, error) {
	response, err := http.Get(uri)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", uri, response.Status)
	}
	return io.ReadAll(response.Body)
}

func refuse(uri string) ([]byte, error) {
	return nil, fmt.Errorf("%s: this collector reads its configuration from file:, env:, yaml:, http: and https:", uri)
}

// A function freezes as soon as it has answered, so that exporters must not keep what they were given in a queue of their own.
type unqueued struct{}

func newUnqueued(confmap.ConverterSettings) confmap.Converter { return unqueued{} }

func (unqueued) Convert(_ context.Context, configuration *confmap.Conf) error {
	exporters, ok := configuration.Get("exporters").(map[string]any)
	if !ok {
		return nil
	}
	changes := map[string]any{}
	for name := range exporters {
		if name == "otlp" || name == "otlphttp" || strings.HasPrefix(name, "otlp/") || strings.HasPrefix(name, "otlphttp/") {
			changes[name] = map[string]any{"sending_queue": map[string]any{"enabled": false}}
		}
	}
	return configuration.Merge(confmap.NewFromStringMap(map[string]any{"exporters": changes}))
}
