package server

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics counts requests and connections; labels are routes and statuses, never
// people or objects.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
	renewals prometheus.Counter // that failed
	http     *http.Server
	url      string
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "sealdesk_requests_total", Help: "Requests by route and status."}, []string{"route", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "sealdesk_request_seconds", Help: "Time per request by route.", Buckets: []float64{.001, .005, .02, .1, .5, 2, 10},
		}, []string{"route"}),
	}
	m.renewals = prometheus.NewCounter(prometheus.CounterOpts{Name: "sealdesk_certificate_failures_total", Help: "Attempts to get a certificate that failed."})
	m.registry.MustRegister(m.requests, m.took, m.renewals, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) observe(route string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, strconv.Itoa(status)).Inc()
	m.took.WithLabelValues(route).Observe(took.Seconds())
}

// serve opens the metrics listener, on this machine only.
func (m *metrics) serve(address string, s *Server) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil || !loopback(host) {
		return errors.Join(err, errors.New("metrics are for this machine only: listen on 127.0.0.1"))
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "sealdesk_sockets", Help: "Open WebSockets."},
		func() float64 { return float64(s.hub.Connected()) }))
	if s.authority != nil {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "sealdesk_certificate_ends_seconds", Help: "When the certificate in use ends, in Unix seconds."},
			func() float64 { return float64(s.authority.until().Unix()) }))
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	m.http = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	m.url = "http://" + listener.Addr().String() + "/metrics"
	s.work.Go(func() {
		if err := m.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.failed <- err
		}
	})
	return nil
}

func (m *metrics) close(ctx context.Context) error {
	if m.http == nil {
		return nil
	}
	return m.http.Shutdown(ctx)
}
