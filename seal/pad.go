package seal

// PadLimit is the largest size class.
const PadLimit = 65536

// paddedSize is the smallest 256·2^k that holds n bytes and the 0x80 marker.
func paddedSize(n int) (int, error) {
	size := 256
	for size < n+1 {
		size *= 2
	}
	if size > PadLimit {
		return 0, Fail(ErrTooLarge, "pad", "%d bytes do not fit the largest size class", n)
	}
	return size, nil
}

// Pad hides the length of data among the lengths of its size class.
func Pad(data []byte) ([]byte, error) {
	size, err := paddedSize(len(data))
	if err != nil {
		return nil, err
	}
	out := make([]byte, size)
	copy(out, data)
	out[len(data)] = 0x80
	return out, nil
}

// Unpad removes padding and insists on the exact size class.
func Unpad(padded []byte) ([]byte, error) {
	end := len(padded) - 1
	for end >= 0 && padded[end] == 0 {
		end--
	}
	if end < 0 || padded[end] != 0x80 {
		return nil, Fail(ErrMalformed, "unpad", "no padding marker")
	}
	size, err := paddedSize(end)
	if err != nil || size != len(padded) {
		return nil, Fail(ErrMalformed, "unpad", "not the size class of its content")
	}
	return padded[:end], nil
}
