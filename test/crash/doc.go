// Package crash kills real server processes in the middle of their work and
// looks at what the next one on the same folder still knows.
package crash
