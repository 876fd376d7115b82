//! Finds and reads the files of projects: the one place below the programs that touches the disk.
