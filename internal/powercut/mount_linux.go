package powercut

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"sync"
	"syscall"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// Mount shows the disk at dir until unmount is called. Unmount before killing
// a process that uses it, or both may hang.
func (d *Disk) Mount(dir string) (unmount func(), err error) {
	var o fs.Options
	o.MountOptions = fuse.MountOptions{DirectMountStrict: true, DisableXAttrs: true, Name: "powercut", FsName: "powercut"}
	o.NullPermissions = true
	server, err := fs.Mount(dir, &folder{disk: d}, &o)
	if err != nil {
		return nil, fmt.Errorf("powercut: this test needs /dev/fuse and root, to mount a file system that can lose power: %w", err)
	}
	keepFromChildren()
	return sync.OnceFunc(func() {
		if server.Unmount() != nil {
			syscall.Unmount(dir, syscall.MNT_DETACH)
		}
	}), nil
}

// keepFromChildren closes the file system's own descriptor in programs that are
// started from here. A child that holds it, and waits for an answer when this
// process dies, would wait for ever: the file system ends with its last
// descriptor.
func keepFromChildren() {
	open, _ := os.ReadDir("/proc/self/fd")
	for _, x := range open {
		if to, _ := os.Readlink("/proc/self/fd/" + x.Name()); to == "/dev/fuse" {
			fd, _ := strconv.Atoi(x.Name())
			syscall.CloseOnExec(fd)
		}
	}
}

type folder struct {
	fs.Inode
	disk *Disk
}

type node struct {
	fs.Inode
	disk *Disk
	name string
	file *file
}

var (
	_ fs.NodeOnAdder   = (*folder)(nil)
	_ fs.NodeCreater   = (*folder)(nil)
	_ fs.NodeUnlinker  = (*folder)(nil)
	_ fs.NodeRenamer   = (*folder)(nil)
	_ fs.NodeFsyncer   = (*folder)(nil)
	_ fs.NodeOpener    = (*node)(nil)
	_ fs.NodeReader    = (*node)(nil)
	_ fs.NodeWriter    = (*node)(nil)
	_ fs.NodeFsyncer   = (*node)(nil)
	_ fs.NodeFlusher   = (*node)(nil)
	_ fs.NodeGetattrer = (*node)(nil)
	_ fs.NodeSetattrer = (*node)(nil)
)

// OnAdd shows what is on the disk already.
func (f *folder) OnAdd(ctx context.Context) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	for name, x := range f.disk.files {
		n := &node{disk: f.disk, name: name, file: x}
		f.AddChild(name, f.NewPersistentInode(ctx, n, fs.StableAttr{Mode: syscall.S_IFREG}), true)
	}
}

func (f *folder) Create(ctx context.Context, name string, _, mode uint32, out *fuse.EntryOut) (*fs.Inode, fs.FileHandle, uint32, syscall.Errno) {
	d := f.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ask(Names, name) != Go {
		return nil, nil, 0, syscall.EIO
	}
	n := &node{disk: d, name: name, file: &file{}}
	d.files[name] = n.file
	d.names = append(d.names, rename{name: name, file: n.file})
	n.attr(&out.Attr)
	return f.NewInode(ctx, n, fs.StableAttr{Mode: syscall.S_IFREG}), nil, 0, 0
}

func (f *folder) Unlink(_ context.Context, name string) syscall.Errno {
	d := f.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ask(Names, name) != Go {
		return syscall.EIO
	}
	delete(d.files, name)
	d.names = append(d.names, rename{name: name})
	return 0
}

func (f *folder) Rename(_ context.Context, name string, _ fs.InodeEmbedder, to string, _ uint32) syscall.Errno {
	d := f.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ask(Names, to) != Go {
		return syscall.EIO
	}
	d.files[to] = d.files[name]
	delete(d.files, name)
	d.names = append(d.names, rename{name: to, file: d.files[to], from: name})
	if n, ok := f.GetChild(name).Operations().(*node); ok {
		n.name = to
	}
	return 0
}

func (f *folder) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	d := f.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	switch d.ask(Sync, ".") {
	case Fail:
		return syscall.EIO
	case Lose:
		d.names = nil
		return syscall.EIO
	}
	for _, n := range d.names {
		n.apply(d.kept)
	}
	d.names = nil
	return 0
}

func (n *node) Open(context.Context, uint32) (fs.FileHandle, uint32, syscall.Errno) { return nil, 0, 0 }

func (n *node) Flush(context.Context, fs.FileHandle) syscall.Errno { return 0 }

// Read works after a cut too: nobody is told anything by it, and a page of
// mapped memory that cannot be read would kill the program.
func (n *node) Read(_ context.Context, _ fs.FileHandle, into []byte, off int64) (fuse.ReadResult, syscall.Errno) {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	off = min(off, int64(len(n.file.seen)))
	return fuse.ReadResultData(into[:copy(into, n.file.seen[off:])]), 0
}

func (n *node) Write(_ context.Context, _ fs.FileHandle, data []byte, off int64) (uint32, syscall.Errno) {
	d := n.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ask(Write, n.name) != Go {
		return 0, syscall.EIO
	}
	n.file.change(write{off, append([]byte{}, data...)})
	return uint32(len(data)), 0
}

func (n *node) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	d := n.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	switch d.ask(Sync, n.name) {
	case Fail:
		return syscall.EIO
	case Lose:
		n.file.since = nil
		return syscall.EIO
	}
	n.file.sync()
	return 0
}

func (n *node) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	n.attr(&out.Attr)
	return 0
}

func (n *node) Setattr(_ context.Context, _ fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	d := n.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	if size, ok := in.GetSize(); ok {
		if d.ask(Write, n.name) != Go {
			return syscall.EIO
		}
		n.file.change(write{off: int64(size)})
	}
	n.attr(&out.Attr)
	return 0
}

func (n *node) attr(a *fuse.Attr) {
	a.Mode = syscall.S_IFREG | 0o600
	a.Nlink = 1
	a.Size = uint64(len(n.file.seen))
	a.Blocks = (a.Size + Sector - 1) / Sector
}
