// The collector that the classic OpenTelemetry layer of AWS holds as an external extension: OpenTelemetry's own collector with the
// components that send spans to X-Ray, run by the Extensions API (lambda/latest/dg/runtimes-extensions-api.html). Built by
// scripts/build-adot-collector.mjs on the machine of whoever wants it; functions have it as /opt/extensions/collector.
package main

import (
	"context"
	"log"
	"os"
	"path/filepath"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/exporter/awsxrayexporter"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/confmap/provider/envprovider"
	"go.opentelemetry.io/collector/confmap/provider/fileprovider"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/exporter/debugexporter"
	"go.opentelemetry.io/collector/exporter/otlpexporter"
	"go.opentelemetry.io/collector/exporter/otlphttpexporter"
	"go.opentelemetry.io/collector/otelcol"
	"go.opentelemetry.io/collector/receiver"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
)

// Init has ten seconds for everything; a collector that is not up after eight says why before Lambda ends it.
const patience = 8 * time.Second

func main() {
	log.SetFlags(0)
	log.SetPrefix("collector: ")
	lambda := extension{api: os.Getenv("AWS_LAMBDA_RUNTIME_API"), name: filepath.Base(os.Args[0])}
	if err := lambda.register(); err != nil {
		log.Fatal(err)
	}
	collector, err := newCollector(configurationURI())
	if err != nil {
		lambda.initError("Extension.ConfigInvalid", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- collector.Run(context.Background()) }()
	if err := untilRunning(collector, ended); err != nil {
		lambda.initError("Extension.CollectorFailed", err)
	}
	for {
		event, err := lambda.next()
		if err != nil {
			log.Fatal(err)
		}
		if event == "SHUTDOWN" {
			collector.Shutdown()
			if err := <-ended; err != nil {
				log.Print(err)
			}
			return
		}
	}
}

// The variable of today, the one before it, and the layer's own file.
func configurationURI() string {
	for _, name := range []string{"OPENTELEMETRY_COLLECTOR_CONFIG_URI", "OPENTELEMETRY_COLLECTOR_CONFIG_FILE"} {
		if value := os.Getenv(name); value != "" {
			return value
		}
	}
	return "/opt/collector-config/config.yaml"
}

func newCollector(uri string) (*otelcol.Collector, error) {
	return otelcol.NewCollector(otelcol.CollectorSettings{
		BuildInfo: component.BuildInfo{Command: "collector", Description: "OpenTelemetry collector in a Lambda function", Version: "0.110.0"},
		Factories: factories,
		// The extension ends it, after the runtime.
		DisableGracefulShutdown: true,
		ConfigProviderSettings: otelcol.ConfigProviderSettings{ResolverSettings: confmap.ResolverSettings{
			URIs:               []string{uri},
			ProviderFactories:  append(otherSchemes(), fileprovider.NewFactory(), envprovider.NewFactory()),
			DefaultScheme:      "env",
			ConverterFactories: []confmap.ConverterFactory{confmap.NewConverterFactory(newUnqueued)},
		}},
	})
}

func factories() (otelcol.Factories, error) {
	receivers, err := receiver.MakeFactoryMap(otlpreceiver.NewFactory())
	if err != nil {
		return otelcol.Factories{}, err
	}
	exporters, err := exporter.MakeFactoryMap(
		awsxrayexporter.NewFactory(), debugexporter.NewFactory(), otlpexporter.NewFactory(), otlphttpexporter.NewFactory(),
	)
	return otelcol.Factories{Receivers: receivers, Exporters: exporters}, err
}

func untilRunning(collector *otelcol.Collector, ended <-chan error) error {
	deadline := time.After(patience)
	for collector.GetState() != otelcol.StateRunning {
		select {
		case err := <-ended:
			return err
		case <-deadline:
			return context.DeadlineExceeded
		case <-time.After(5 * time.Millisecond):
		}
	}
	return nil
}
