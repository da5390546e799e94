package cosigners

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
)

// post submits a checkpoint. What is wrong with the answer's status is for the
// caller to say.
func (w *Witness) post(ctx context.Context, body []byte) (status int, answer []byte, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, w.address, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	request.Header.Set("Content-Type", "text/plain; charset=utf-8")
	request.Header.Set("User-Agent", "sealdesk")
	response, err := w.client.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	answer, err = io.ReadAll(io.LimitReader(response.Body, answerLimit))
	if err != nil {
		return 0, nil, fmt.Errorf("its answer broke off: %w", err)
	}
	return response.StatusCode, answer, nil
}
