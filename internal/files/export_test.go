package files

// Failed is how an error of a bucket looks to a caller.
var Failed = failed
