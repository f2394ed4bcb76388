package sqlite

import "syscall"

// tinyDisk mounts a file system of the given size on dir. The function it
// returns changes the size, or unmounts it where the size is empty.
func tinyDisk(dir, size string) (func(size string) error, error) {
	err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size)
	return func(size string) error {
		if size == "" {
			return syscall.Unmount(dir, syscall.MNT_DETACH)
		}
		return syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size="+size)
	}, err
}
