package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/sealdesk/sealdesk/internal/siem"
	"github.com/sealdesk/sealdesk/internal/storage"
)

// sinks reads the addresses of the systems that get the record.
func sinks(c Config) ([]*siem.Sink, error) {
	host, err := os.Hostname()
	if err != nil {
		host = ""
	}
	return siem.Parse(c.Exports, siem.Desk{Host: host, Version: c.Version, Now: c.Now, Pace: c.ExportPace})
}

// export sends the record to them until the context ends.
func (s *Server) export(ctx context.Context, to []*siem.Sink) error {
	if len(to) == 0 {
		return nil
	}
	exporter, err := siem.New(ctx, siem.Config{
		Store: storage.Ledger{DB: s.db}, Org: s.org, Version: s.config.Version, Random: rand.Float64, Log: s.config.Log, Pace: s.config.ExportPace,
	}, to)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	s.metrics.registry.MustRegister(lags{exporter})
	s.work.Go(func() { exporter.Run(ctx) })
	return nil
}

// lags are the metrics of other systems that get the record.
type lags struct{ *siem.Exporter }

var (
	behindMetric   = prometheus.NewDesc("sealdesk_export_behind_events", "Entries of the record that a system does not have yet.", []string{"sink"}, nil)
	failuresMetric = prometheus.NewDesc("sealdesk_export_failures_total", "Tries to send the record that failed.", []string{"sink"}, nil)
	refusedMetric  = prometheus.NewDesc("sealdesk_export_refused_events_total", "Events that a system refused for good.", []string{"sink"}, nil)
)

// Describe implements prometheus.Collector.
func (l lags) Describe(to chan<- *prometheus.Desc) {
	to <- behindMetric
	to <- failuresMetric
	to <- refusedMetric
}

// Collect implements prometheus.Collector.
func (l lags) Collect(to chan<- prometheus.Metric) {
	for _, s := range l.Standings() {
		to <- prometheus.MustNewConstMetric(behindMetric, prometheus.GaugeValue, float64(s.Behind), s.Name)
		to <- prometheus.MustNewConstMetric(failuresMetric, prometheus.CounterValue, float64(s.Failures), s.Name)
		to <- prometheus.MustNewConstMetric(refusedMetric, prometheus.CounterValue, float64(s.Refused), s.Name)
	}
}

// behind is how many entries a system may miss before the doctor worries.
const behind = 1000

// examineExports says how far behind the systems are that get the record.
func examineExports(ctx context.Context, folder string) []Finding {
	if _, err := os.Stat(filepath.Join(folder, "data.db")); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	all, err := storage.InspectSinks(ctx, folder)
	if err != nil {
		return []Finding{{Notice, "export", "It is not known how far other systems have the record: " + err.Error()}}
	}
	var findings []Finding
	for _, l := range all {
		switch {
		case l.Behind > behind:
			findings = append(findings, Finding{Notice, "export", fmt.Sprintf("%s is %d events behind: see whether it answers, and what the server's log says; nothing is lost.", l.Sink, l.Behind)})
		default:
			findings = append(findings, Finding{Fine, "export", fmt.Sprintf("%s is %d events behind.", l.Sink, l.Behind)})
		}
	}
	return findings
}
